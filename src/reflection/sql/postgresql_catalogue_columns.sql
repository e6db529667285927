-- CATALOGUE_COLUMN: schema, table_name, table_comment, name, type, is_required, value, generated,
--     identity, increment, start, minimum, maximum, cache, cycles, comment, type_name, type_kind,
--     type_schema, dimensions, collation, owns_sequence
-- $1 a schema, or NULL for all schemas except the server's own; the default schema is returned
-- as NULL. Tables with their columns: the type as the server prints it, its enumeration or
-- domain, and the default, generation expression or sequence.
SELECT CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END AS schema,
       c.relname::text AS table_name, pg_catalog.obj_description(c.oid, 'pg_class') AS table_comment,
       a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS is_required,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS value, a.attgenerated::text AS generated, a.attidentity::text AS identity,
       s.seqincrement AS increment, s.seqstart AS start, s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache,
       s.seqcycle AS cycles,
       pg_catalog.col_description(c.oid, a.attnum) AS comment,
       CASE WHEN e.typtype IN ('e', 'd') THEN e.typname::text END AS type_name, e.typtype::text AS type_kind,
       CASE WHEN en.nspname <> pg_catalog.current_schema() THEN en.nspname::text END AS type_schema,
       CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN GREATEST(a.attndims, 1) ELSE 0 END AS dimensions,
       CASE WHEN a.attcollation <> e.typcollation AND co.collname <> 'default' THEN co.collname::text END AS collation,
       dep.deptype IS NOT DISTINCT FROM 'a' AS owns_sequence
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_type e
         ON e.oid = CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem ELSE t.oid END
  LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_depend dep
         ON dep.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND dep.refclassid = dep.classid
        AND dep.refobjid = c.oid AND dep.refobjsubid = a.attnum AND dep.deptype IN ('a', 'i')
        AND EXISTS (SELECT FROM pg_catalog.pg_class q WHERE q.oid = dep.objid AND q.relkind = 'S')
  LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = dep.objid
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
                    WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid
                      AND x.deptype = 'e')
 ORDER BY n.nspname <> pg_catalog.current_schema(), n.nspname, c.relname, a.attnum
