-- INSPECT_COLUMNS: name, is_nullable, default_text, key_place, type
-- ?1 a table. Its columns in order; key_place is the place in the primary key, or 0.
SELECT name, NOT "notnull" AS is_nullable, dflt_value AS default_text, pk AS key_place, type
  FROM pragma_table_info(?1)
 ORDER BY cid
