-- KEY_COLUMN: quoted, name
-- ? a table's name. The columns of its primary key, in order: quoted name, name.
SELECT '"' || replace(name, '"', '""') || '"' AS quoted, name
  FROM pragma_table_info(?)
 WHERE pk > 0
 ORDER BY pk
