-- INSPECT_SCHEMAS: name
-- All schemas but the server's own.
SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\_%' ORDER BY nspname
