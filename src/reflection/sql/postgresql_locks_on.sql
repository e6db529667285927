-- HELD_LOCK: pid, usename, address, application_name, state, since, query, mode
-- Locks on the table named $1 that other sessions hold.
SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local') AS address,
       a.application_name,
       coalesce(a.state, 'unknown') AS state,
       to_char(coalesce(a.xact_start, a.backend_start), 'HH24:MI:SS') AS since,
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 120), '; ') AS query,
       l.mode
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.relation = pg_catalog.to_regclass($1)::oid
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
   AND l.granted
   AND a.pid <> pg_backend_pid()
 ORDER BY a.xact_start NULLS LAST, a.pid
