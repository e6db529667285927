-- ? a table's name: the columns of its primary key, in order, each as SQL writes it and as it is.
SELECT '"' || replace(name, '"', '""') || '"', name
  FROM pragma_table_info(?)
 WHERE pk > 0
 ORDER BY pk
