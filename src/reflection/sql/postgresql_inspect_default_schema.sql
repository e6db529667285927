-- INSPECT_DEFAULT_SCHEMA: name
SELECT current_schema() AS name
