-- OWNED_SEQUENCE: schema, name
-- $1 a table, quoted for SQL, $2 a column or ''. The sequences dropped with it.
SELECT n.nspname::text AS schema, s.relname::text AS name
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
  JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
   AND d.refobjid = pg_catalog.to_regclass($1)
   AND d.deptype IN ('a', 'i')
   AND ($2 = '' OR a.attname = $2)
 ORDER BY a.attnum
