-- OWN_TRIGGER: name
-- $1 a table, quoted for SQL. Its enabled user-defined triggers on UPDATE, DELETE or TRUNCATE.
SELECT t.tgname::text AS name
  FROM pg_catalog.pg_trigger t
 WHERE t.tgrelid = pg_catalog.to_regclass($1) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
   AND t.tgtype & 56 <> 0 /* DELETE, UPDATE, TRUNCATE */
 ORDER BY 1
