-- ? a table's name: as on PostgreSQL.
SELECT name, '"' || replace(name, '"', '""') || '"', type, hidden IN (2, 3), 0, 0
  FROM pragma_table_xinfo(?)
 WHERE hidden <> 1
 ORDER BY cid
