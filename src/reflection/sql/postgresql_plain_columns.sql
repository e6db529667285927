-- PLAIN_COLUMN: name, quoted, type, is_computed, type_may_go, has_sequence
-- $1 a table, quoted for SQL. Its columns: name, quoted name, type, whether it is computed,
-- whether dropping an object may drop its type, and whether a sequence supplies its values.
SELECT a.attname::text AS name, pg_catalog.quote_ident(a.attname) AS quoted,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       a.attgenerated <> '' AS is_computed, t.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace AS type_may_go,
       pg_catalog.pg_get_serial_sequence($1, a.attname) IS NOT NULL AS has_sequence
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attnum
