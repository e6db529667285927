-- RELATION: oid, name, filenode
SELECT c.oid::bigint AS oid,
       c.oid::regclass::text AS name,
       coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::bigint AS filenode
  FROM pg_catalog.pg_class c
 WHERE c.relnamespace NOT IN (SELECT oid FROM pg_catalog.pg_namespace
                               WHERE nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))
