-- INSPECT_DEFINITION: definition
-- ?1 a table. The text of its CREATE TABLE.
SELECT sql AS definition FROM sqlite_master WHERE type = 'table' AND name = ?1
