-- The indexes that CREATE INDEX made, a row for each of their elements; -2 stands for an
-- expression. With the SQL that made them.
SELECT t.name, l.name, l."unique", i.cid, i.name, x.sql
  FROM sqlite_master AS t
  JOIN pragma_index_list(t.name) AS l
  JOIN pragma_index_info(l.name) AS i
  JOIN sqlite_master AS x ON x.type = 'index' AND x.name = l.name
 WHERE t.type = 'table' AND l.origin = 'c'
 ORDER BY t.name, l.name, i.seqno
