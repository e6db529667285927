-- A table and what hangs on it: its indexes and triggers, and every view.
SELECT type, name, sql
  FROM sqlite_master
 WHERE (type IN ('table', 'index', 'trigger') AND tbl_name = ?1 COLLATE NOCASE)
    OR type = 'view'
 ORDER BY type <> 'table', rowid
