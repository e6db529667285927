-- INSPECT_INDEXES: name, is_unique, column_list
-- $1 a table, $2 a schema or NULL. Its indexes but that of the primary key; column_list is joined by chr(31).
SELECT i.relname AS name, x.indisunique AS is_unique,
       array_to_string(ARRAY(SELECT pg_catalog.pg_get_indexdef(x.indexrelid, k, true)
                               FROM generate_series(1, x.indnkeyatts) AS k), chr(31)) AS column_list
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = $1 AND n.nspname = coalesce($2, current_schema()) AND NOT x.indisprimary
 ORDER BY i.relname
