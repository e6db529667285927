-- CATALOGUE_ITEM: kind, name, definition
-- Views and triggers, which no directive creates, with their text.
SELECT type AS kind, CASE type WHEN 'trigger' THEN name || ' of ' || tbl_name ELSE name END AS name, sql AS definition
  FROM sqlite_master
 WHERE type IN ('view', 'trigger')
 ORDER BY 1, 2
