-- DEPENDENT: schema, table_name, column_name
-- ?1 a table's name, ?2 'truncate' or 'delete', which are equal on SQLite. Tables with ON DELETE foreign
-- keys to it: rows are deleted, or values of a column change (its name, else ''); only if foreign keys are enforced.
WITH RECURSIVE given (name, change) AS (SELECT ?, ?),
keys (child, parent, action, name) AS (
    SELECT m.name, k."table", k.on_delete, k."from"
      FROM sqlite_master m
      JOIN pragma_foreign_key_list(m.name) k
     WHERE m.type = 'table' AND (SELECT foreign_keys FROM pragma_foreign_keys) = 1
), lost (name) AS (
    SELECT name FROM given
     UNION
    SELECT child FROM lost JOIN keys ON lower(parent) = lower(lost.name) AND action = 'CASCADE'
)
SELECT '' AS schema, name AS table_name, '' AS column_name FROM lost WHERE lower(name) <> (SELECT lower(name) FROM given)
 UNION
SELECT '', child, keys.name FROM lost JOIN keys ON lower(parent) = lower(lost.name)
 WHERE action IN ('SET NULL', 'SET DEFAULT')
