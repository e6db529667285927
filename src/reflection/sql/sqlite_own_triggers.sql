-- OWN_TRIGGER: name
-- ? a table's name. Its triggers.
SELECT name FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(?) ORDER BY 1
