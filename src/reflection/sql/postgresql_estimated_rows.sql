-- How many rows of a table the planner expects; -1: it was never analyzed.
SELECT reltuples::bigint AS rows
  FROM pg_catalog.pg_class
 WHERE oid = pg_catalog.to_regclass($1)
