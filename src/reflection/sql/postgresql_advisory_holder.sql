-- SESSION: pid, usename, address, application_name, state, since, query
SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local') AS address,
       a.application_name,
       'connected' AS state,
       to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') AS since,
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 120), '; ') AS query
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND l.classid = $1::bigint::oid AND l.objid = $2::bigint::oid
