-- OWN_LOCK: relation, mode, filenode
SELECT l.relation::bigint AS relation,
       upper(trim(regexp_replace(regexp_replace(l.mode, 'Lock$', ''), '([A-Z])', ' \1', 'g'))) AS mode,
       coalesce(pg_catalog.pg_relation_filenode(l.relation), 0)::bigint AS filenode
  FROM pg_catalog.pg_locks l
 WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = 'relation'
 ORDER BY 1, 2
