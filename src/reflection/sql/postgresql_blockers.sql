-- SESSION: pid, usename, address, application_name, state, since, query
SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local') AS address,
       a.application_name,
       coalesce(a.state, 'unknown') AS state,
       to_char(coalesce(a.xact_start, a.backend_start), 'YYYY-MM-DD HH24:MI:SS') AS since,
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 120), '; ') AS query
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1::int))
 ORDER BY a.pid
