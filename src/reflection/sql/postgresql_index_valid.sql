SELECT i.indisvalid
  FROM pg_catalog.pg_index i
 WHERE i.indexrelid = pg_catalog.to_regclass($1)
