-- INSPECT_SEQUENCE: name
-- $1 a sequence, $2 a schema or NULL. A row if it exists.
SELECT c.relname AS name
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND c.relname = $1 AND n.nspname = coalesce($2, current_schema())
