-- CATALOGUE_INDEX: schema, table_name, name, is_unique, method, column_name, element, is_included,
--     bits, operator_class, condition, storage, nulls_not_distinct, of_constraint, definition
-- $1 as in postgresql_catalogue_columns. Indexes, except those of primary keys, one row per
-- element: first the keys, then INCLUDE columns.
SELECT CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END AS schema,
       c.relname::text AS table_name, x.relname::text AS name, i.indisunique AS is_unique, m.amname::text AS method,
       CASE WHEN i.indkey[place - 1] <> 0 THEN a.attname::text END AS column_name,
       pg_catalog.pg_get_indexdef(i.indexrelid, place::integer, true) AS element,
       place > i.indnkeyatts AS is_included,
       CASE WHEN place <= i.indnkeyatts THEN i.indoption[place - 1] ELSE 0 END AS bits,
       CASE WHEN place <= i.indnkeyatts AND NOT o.opcdefault THEN o.opcname::text END AS operator_class,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS condition,
       pg_catalog.array_to_string(x.reloptions, pg_catalog.chr(31)) AS storage,
       COALESCE((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
       EXISTS (SELECT FROM pg_catalog.pg_constraint k
                WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) AS of_constraint,
       pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_am m ON m.oid = x.relam
 CROSS JOIN pg_catalog.generate_series(1, i.indnatts) AS place
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[place - 1]
  LEFT JOIN pg_catalog.pg_opclass o ON place <= i.indnkeyatts AND o.oid = i.indclass[place - 1]
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition AND NOT i.indisprimary
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
 ORDER BY n.nspname <> pg_catalog.current_schema(), n.nspname, c.relname, x.relname, place
