-- Views and triggers, which no directive creates, with their text.
SELECT type, CASE type WHEN 'trigger' THEN name || ' of ' || tbl_name ELSE name END, sql
  FROM sqlite_master
 WHERE type IN ('view', 'trigger')
 ORDER BY 1, 2
