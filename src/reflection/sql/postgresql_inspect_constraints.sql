-- INSPECT_CONSTRAINTS: name, column_list, referent, referent_list, definition
-- $1 a table, $2 a schema or NULL, $3 a kind as contype has it. The lists are joined by chr(31).
SELECT k.conname AS name,
       array_to_string(ARRAY(SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS p(num, pos)
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.num
                              ORDER BY p.pos), chr(31)) AS column_list,
       r.relname AS referent,
       array_to_string(ARRAY(SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS p(num, pos)
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.num
                              ORDER BY p.pos), chr(31)) AS referent_list,
       pg_catalog.pg_get_constraintdef(k.oid) AS definition
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
 WHERE c.relname = $1 AND n.nspname = coalesce($2, current_schema()) AND k.contype = $3
 ORDER BY k.conname
