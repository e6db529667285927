-- INDEX_STATE: is_valid
SELECT i.indisvalid AS is_valid
  FROM pg_catalog.pg_index i
 WHERE i.indexrelid = pg_catalog.to_regclass($1)
