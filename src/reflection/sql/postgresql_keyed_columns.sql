-- KEYED_COLUMN: type
-- $1 a table, quoted for SQL, $2 the name of its key, $3 the columns that an UPDATE by that key
-- sets. Types of the key and of these columns; no rows unless one UPDATE for many keys has the
-- same result as one UPDATE per key.
WITH target AS (
    SELECT c.oid, k.attnum AS key
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_index p ON p.indrelid = c.oid AND p.indisprimary AND p.indisvalid AND p.indnatts = 1
      JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attnum = p.indkey[0]
     WHERE c.oid = pg_catalog.to_regclass($1)
       AND c.relkind = 'r' AND NOT c.relispartition AND NOT c.relhassubclass
       AND NOT c.relhasrules AND NOT c.relrowsecurity
       AND k.attname = $2
       AND k.atttypid IN ('int2'::pg_catalog.regtype, 'int4'::pg_catalog.regtype, 'int8'::pg_catalog.regtype)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
), wanted AS (
    SELECT 0::bigint AS place, $2::text AS name
     UNION ALL
    SELECT place, name FROM pg_catalog.unnest($3::text[]) WITH ORDINALITY AS w (name, place)
), found AS (
    SELECT w.place, a.attnum, pg_catalog.format_type(a.atttypid, -1) AS type
      FROM target
      CROSS JOIN wanted w
      JOIN pg_catalog.pg_attribute a ON a.attrelid = target.oid AND a.attname = w.name AND a.attnum > 0
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
     WHERE a.attgenerated = ''
       AND t.typtype IN ('b', 'e') AND t.typcategory <> 'A' AND t.typarray <> 0 AND t.typdelim = ','
       AND (w.place = 0 OR a.attnum <> target.key)
       AND (w.place = 0 OR NOT EXISTS (
            SELECT FROM pg_catalog.pg_index i
             WHERE i.indrelid = target.oid AND (i.indisunique OR i.indisexclusion)
               AND (a.attnum = ANY (i.indkey) OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
                    OR EXISTS (SELECT FROM pg_catalog.pg_attribute g
                                WHERE g.attrelid = target.oid AND g.attgenerated <> ''
                                  AND g.attnum = ANY (i.indkey)))))
)
SELECT type
  FROM found
 WHERE (SELECT count(*) FROM found) = (SELECT count(*) FROM wanted)
 ORDER BY place
