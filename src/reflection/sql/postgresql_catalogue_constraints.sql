-- CATALOGUE_CONSTRAINT: schema, table_name, name, kind, columns, referent_schema, referent_table,
--     referent_columns, on_update, on_delete, match, deferrable, deferred, definition, validated,
--     nulls_not_distinct, included
-- $1 as in postgresql_catalogue_columns. Constraints, ordered by name; columns are joined by
-- character 31, which no name contains.
SELECT CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END AS schema,
       c.relname::text AS table_name, k.conname::text AS name, k.contype::text AS kind,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY u.place)
          FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number) AS columns,
       CASE WHEN rn.nspname <> pg_catalog.current_schema() THEN rn.nspname::text END AS referent_schema,
       r.relname::text AS referent_table,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY u.place)
          FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) AS referent_columns,
       k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete, k.confmatchtype::text AS match,
       k.condeferrable AS deferrable, k.condeferred AS deferred,
       pg_catalog.pg_get_constraintdef(k.oid, true) AS definition, k.convalidated AS validated,
       (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean AS nulls_not_distinct,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY place)
          FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) AS place
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place - 1]) AS included
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition
   AND k.contype IN ('p', 'u', 'f', 'c', 'x')
   AND CASE WHEN $1::text IS NULL THEN n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            ELSE n.nspname = $1 END
 ORDER BY n.nspname <> pg_catalog.current_schema(), n.nspname, c.relname, k.conname
