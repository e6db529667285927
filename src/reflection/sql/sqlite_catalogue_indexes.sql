-- SQLITE_INDEX: table_name, name, is_unique, column_id, column_name, definition
-- Indexes from CREATE INDEX, with their SQL, one row per element; -2 means an expression.
SELECT t.name AS table_name, l.name AS name, l."unique" AS is_unique, i.cid AS column_id, i.name AS column_name,
       x.sql AS definition
  FROM sqlite_master AS t
  JOIN pragma_index_list(t.name) AS l
  JOIN pragma_index_info(l.name) AS i
  JOIN sqlite_master AS x ON x.type = 'index' AND x.name = l.name
 WHERE t.type = 'table' AND l.origin = 'c'
 ORDER BY t.name, l.name, i.seqno
