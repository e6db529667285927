-- ESTIMATE: rows
-- The planner's estimate of a table's rows; -1: never analyzed.
SELECT reltuples::bigint AS rows
  FROM pg_catalog.pg_class
 WHERE oid = pg_catalog.to_regclass($1)
