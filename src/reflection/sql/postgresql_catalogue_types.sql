-- CATALOGUE_TYPE: kind, schema, name, value, place
-- $1 as in postgresql_catalogue_columns. Enumerations, one row per value, in order; and sequences
-- not owned by a column.
SELECT 'e' AS kind, CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END AS schema,
       t.typname::text AS name, v.enumlabel::text AS value, v.enumsortorder AS place
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_enum v ON v.enumtypid = t.oid
 WHERE t.typtype = 'e'
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
 UNION ALL
SELECT 's', CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END, c.relname::text, NULL, 0
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S'
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                      AND d.deptype IN ('a', 'i', 'e'))
 ORDER BY 1, 2 NULLS FIRST, 3, 5
