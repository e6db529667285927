-- INSPECT_INDEXES: name, is_unique, column_list
-- ?1 a table, ?2 their origin: c is CREATE INDEX, u is UNIQUE. column_list is joined by char(31).
SELECT l.name AS name, l."unique" AS is_unique,
       (SELECT group_concat(i.name, char(31)) FROM pragma_index_info(l.name) AS i) AS column_list
  FROM pragma_index_list(?1) AS l
 WHERE l.origin = ?2
 ORDER BY l.name
