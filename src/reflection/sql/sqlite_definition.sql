-- DEFINITION: line
SELECT sql || ';' AS line FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type <> 'table', type, name
