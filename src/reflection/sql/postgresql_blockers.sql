SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local'),
       a.application_name,
       coalesce(a.state, 'unknown'),
       to_char(coalesce(a.xact_start, a.backend_start), 'YYYY-MM-DD HH24:MI:SS'),
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 120), '; ')
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1::int))
 ORDER BY a.pid
