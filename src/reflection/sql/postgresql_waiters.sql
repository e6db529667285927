-- WAITER: pid, usename, address, application_name, state, since, query, milliseconds
-- Sessions that wait for the backend $1, directly or behind another waiting one; longest first.
WITH RECURSIVE waiting AS (
       SELECT w.pid, pg_catalog.pg_blocking_pids(w.pid) AS blockers
         FROM (SELECT DISTINCT pid FROM pg_catalog.pg_locks WHERE NOT granted) AS w),
     behind AS (
       SELECT pid FROM waiting WHERE $1::int = ANY (blockers)
        UNION
       SELECT w.pid FROM waiting w JOIN behind b ON b.pid = ANY (w.blockers))
SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local') AS address,
       a.application_name,
       coalesce(a.state, 'unknown') AS state,
       coalesce(to_char(a.query_start, 'HH24:MI:SS'), 'unknown') AS since,
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 120), '; ') AS query,
       coalesce(extract(epoch FROM clock_timestamp() - a.query_start) * 1000, 0)::bigint AS milliseconds
  FROM pg_catalog.pg_stat_activity a
  JOIN behind USING (pid)
 WHERE a.pid <> $1::int
 ORDER BY a.query_start NULLS LAST, a.pid
