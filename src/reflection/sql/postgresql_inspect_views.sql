-- INSPECT_VIEWS: name
-- $1 a schema or NULL. Its views.
SELECT viewname AS name FROM pg_catalog.pg_views WHERE schemaname = coalesce($1, current_schema()) ORDER BY 1
