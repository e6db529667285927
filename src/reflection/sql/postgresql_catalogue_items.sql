-- CATALOGUE_ITEM: kind, name, definition
-- $1 as in postgresql_catalogue_columns. Views, triggers and routines, which no directive
-- creates, with their text.
SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS kind,
       CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname || '.' ELSE '' END || c.relname AS name,
       pg_catalog.pg_get_viewdef(c.oid) AS definition
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('v', 'm')
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
 UNION ALL
SELECT 'trigger',
       t.tgname || ' of ' || CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname || '.' ELSE '' END || c.relname,
       pg_catalog.pg_get_triggerdef(t.oid)
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
 UNION ALL
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
       CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname || '.' ELSE '' END || p.proname || '('
         || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
       pg_catalog.pg_get_functiondef(p.oid)
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prokind IN ('f', 'p')
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
 ORDER BY 1, 2
