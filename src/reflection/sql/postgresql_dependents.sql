-- DEPENDENT: schema, table_name, column_name
-- $1 a table, quoted for SQL, $2 'truncate' or 'delete'. Tables with foreign keys to it, all or
-- those with ON DELETE: rows are deleted, or values of a column change (its name, else '').
WITH RECURSIVE lost AS (
    SELECT pg_catalog.to_regclass($1)::pg_catalog.oid AS relation
     UNION
    SELECT k.conrelid
      FROM lost
      JOIN pg_catalog.pg_constraint k ON k.confrelid = lost.relation AND k.contype = 'f'
     WHERE $2 = 'truncate' OR k.confdeltype = 'c'
), found AS (
    SELECT relation, ''::text AS name FROM lost WHERE relation <> pg_catalog.to_regclass($1)
     UNION
    SELECT k.conrelid, a.attname::text
      FROM lost
      JOIN pg_catalog.pg_constraint k ON k.confrelid = lost.relation AND k.contype = 'f'
      JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
     WHERE $2 = 'delete' AND k.confdeltype IN ('n', 'd')
)
SELECT n.nspname::text AS schema, c.relname::text AS table_name, found.name AS column_name
  FROM found
  JOIN pg_catalog.pg_class c ON c.oid = found.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 ORDER BY 1, 2, 3
