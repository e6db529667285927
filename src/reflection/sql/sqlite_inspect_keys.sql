-- INSPECT_KEYS: number, column_list, referent, referent_list
-- ?1 a table. Its foreign keys; the lists are joined by char(31).
SELECT id AS number, group_concat("from", char(31)) AS column_list, "table" AS referent,
       group_concat("to", char(31)) AS referent_list
  FROM pragma_foreign_key_list(?1)
 GROUP BY id
 ORDER BY id
