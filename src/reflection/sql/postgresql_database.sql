-- DATABASE_SIZE: bytes, sessions
SELECT pg_catalog.pg_database_size(pg_catalog.current_database()) AS bytes,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity
         WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()) AS sessions
