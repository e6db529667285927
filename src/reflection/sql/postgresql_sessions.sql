-- SESSION_ROW: pid, usename, address, application_name, state, since, waits, locks, query
SELECT a.pid,
       a.usename,
       coalesce(host(a.client_addr), 'local') AS address,
       a.application_name,
       coalesce(a.state, 'unknown') AS state,
       coalesce(justify_interval(date_trunc('second', clock_timestamp() - coalesce(a.xact_start, a.state_change)))::text, '') AS since,
       CASE WHEN a.wait_event_type = 'Lock' THEN 'waits for ' || array_to_string(pg_catalog.pg_blocking_pids(a.pid), ', ')
            ELSE '' END AS waits,
       coalesce((SELECT string_agg(DISTINCT upper(regexp_replace(replace(l.mode, 'Lock', ''), '([a-z])([A-Z])', '\1 \2', 'g')) || ' on ' || c.relname, ', ')
                   FROM pg_catalog.pg_locks l
                   JOIN pg_catalog.pg_class c ON c.oid = l.relation
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE l.pid = a.pid AND l.granted AND c.relkind IN ('r', 'p')
                    AND n.nspname NOT IN ('pg_catalog', 'information_schema')), '') AS locks,
       rtrim(left(regexp_replace(a.query, '\s+', ' ', 'g'), 200), '; ') AS query
  FROM pg_catalog.pg_stat_activity a
 WHERE a.datname = current_database()
   AND a.pid <> pg_backend_pid()
   AND a.backend_type = 'client backend'
 ORDER BY cardinality(pg_catalog.pg_blocking_pids(a.pid)) DESC, a.xact_start NULLS LAST, a.pid
 LIMIT 200
