-- LOCKS_OF_SESSION: locks
-- Locks of the backend $1 on tables, the strongest mode of each; locks for reading are omitted.
SELECT string_agg(mode || ' on ' || relation, ', ' ORDER BY rank DESC, relation) AS locks
  FROM (SELECT DISTINCT ON (c.oid)
               upper(regexp_replace(replace(l.mode, 'Lock', ''), '([a-z])([A-Z])', '\1 \2', 'g')) AS mode,
               CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN '' ELSE n.nspname || '.' END || c.relname AS relation,
               m.rank
          FROM pg_catalog.pg_locks l
          JOIN pg_catalog.pg_class c ON c.oid = l.relation
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          JOIN (VALUES ('RowShareLock', 1), ('RowExclusiveLock', 2), ('ShareUpdateExclusiveLock', 3), ('ShareLock', 4),
                       ('ShareRowExclusiveLock', 5), ('ExclusiveLock', 6), ('AccessExclusiveLock', 7)) AS m (mode, rank)
            ON m.mode = l.mode
         WHERE l.pid = $1::int AND l.granted AND c.relkind IN ('r', 'p', 'm')
           AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
         ORDER BY c.oid, m.rank DESC) AS held
