-- INSPECT_TABLES: name
-- $1 a schema or NULL. Its tables, for Inspector.get_table_names().
SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = coalesce($1, current_schema()) ORDER BY 1
