-- WRITING_FUNCTION: name
-- $1 names, one per line. Those of user-defined functions that may change tables.
SELECT DISTINCT p.proname::text AS name
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE p.proname::text = ANY (pg_catalog.string_to_array($1, E'\n'))
   AND p.provolatile = 'v' AND l.lanname NOT IN ('internal', 'c')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
 ORDER BY 1
