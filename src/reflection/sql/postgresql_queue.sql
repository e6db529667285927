SELECT count(DISTINCT w.pid)
  FROM pg_catalog.pg_locks w
 WHERE NOT w.granted AND $1::int = ANY (pg_catalog.pg_blocking_pids(w.pid))
