-- ? a table's name. The same columns as postgresql_plain_columns.
SELECT name, '"' || replace(name, '"', '""') || '"', type, hidden IN (2, 3), 0, 0
  FROM pragma_table_xinfo(?)
 WHERE hidden <> 1
 ORDER BY cid
