-- TABLE_SEQUENCE: name, increment
SELECT DISTINCT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name,
       s.seqincrement AS increment
  FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')
   AND (EXISTS (SELECT FROM pg_catalog.pg_depend d
                 WHERE d.objid = c.oid AND d.refobjid = pg_catalog.to_regclass($1))
        OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                     JOIN pg_catalog.pg_attrdef a ON a.oid = d.objid
                    WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.refobjid = c.oid
                      AND a.adrelid = pg_catalog.to_regclass($1)))
