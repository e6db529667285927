-- KEY_COLUMN: quoted, name
-- $1 a table, quoted for SQL. The columns of its primary key, in order: quoted name, name. No
-- rows if they do not identify a row.
SELECT pg_catalog.quote_ident(a.attname) AS quoted, a.attname::text AS name
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_index p ON p.indrelid = c.oid AND p.indisprimary AND p.indisvalid
 CROSS JOIN LATERAL pg_catalog.unnest(p.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
 WHERE c.oid = pg_catalog.to_regclass($1)
   AND k.place <= p.indnkeyatts
   AND (c.relkind = 'p' OR (c.relkind = 'r' AND NOT c.relhassubclass))
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute x
                    WHERE x.attrelid = c.oid AND x.attnum = ANY (p.indkey)
                      AND x.atttypid IN ('float4'::pg_catalog.regtype, 'float8'::pg_catalog.regtype,
                                         'bytea'::pg_catalog.regtype, 'bool'::pg_catalog.regtype))
 ORDER BY k.place
