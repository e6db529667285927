-- SQLITE_OBJECT: type, name, sql
-- A table with its indexes and triggers, and all views.
SELECT type, name, sql
  FROM sqlite_master
 WHERE (type IN ('table', 'index', 'trigger') AND tbl_name = ?1 COLLATE NOCASE)
    OR type = 'view'
 ORDER BY type <> 'table', rowid
