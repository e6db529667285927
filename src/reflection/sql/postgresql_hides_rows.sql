-- HIDES_ROWS: hides
-- $1 a table, quoted for SQL. 1 if row level security may hide rows of it from this role.
SELECT CASE WHEN pg_catalog.row_security_active(c.oid) THEN 1 ELSE 0 END AS hides
  FROM pg_catalog.pg_class c
 WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind IN ('r', 'p')
