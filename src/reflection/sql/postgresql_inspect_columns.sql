-- INSPECT_COLUMNS: name, is_nullable, default_text, key_place, type
-- $1 a table, $2 a schema or NULL. Its columns in order; key_place is true in the primary key.
SELECT a.attname AS name, NOT a.attnotnull AS is_nullable, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default_text,
       EXISTS (SELECT 1 FROM pg_catalog.pg_index x
                WHERE x.indrelid = c.oid AND x.indisprimary AND a.attnum = ANY (x.indkey)) AS key_place,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE c.relname = $1 AND n.nspname = coalesce($2, current_schema())
   AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attnum
