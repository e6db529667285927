-- INSPECT_TYPE: name
-- $1 a type, $2 a schema or NULL. A row if it exists.
SELECT t.typname AS name
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 WHERE t.typname = $1 AND n.nspname = coalesce($2, current_schema())
