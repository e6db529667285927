-- PLAIN_COLUMN: name, quoted, type, is_computed, type_may_go, has_sequence
-- ? a table's name. The same columns as postgresql_plain_columns.
SELECT name, '"' || replace(name, '"', '""') || '"' AS quoted, type, hidden IN (2, 3) AS is_computed,
       0 AS type_may_go, 0 AS has_sequence
  FROM pragma_table_xinfo(?)
 WHERE hidden <> 1
 ORDER BY cid
