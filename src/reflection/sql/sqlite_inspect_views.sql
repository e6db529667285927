-- INSPECT_VIEWS: name
SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name
