-- $1 as in postgresql_catalogue_columns. Constraints, ordered by name; columns are joined by
-- character 31, which no name contains.
SELECT CASE WHEN n.nspname <> pg_catalog.current_schema() THEN n.nspname::text END,
       c.relname::text, k.conname::text, k.contype::text,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY u.place)
          FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
       CASE WHEN rn.nspname <> pg_catalog.current_schema() THEN rn.nspname::text END, r.relname::text,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY u.place)
          FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),
       k.confupdtype::text, k.confdeltype::text, k.confmatchtype::text, k.condeferrable, k.condeferred,
       pg_catalog.pg_get_constraintdef(k.oid, true), k.convalidated,
       (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean,
       (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(31) ORDER BY place)
          FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) AS place
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place - 1])
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
