#!/bin/sh
# env.py reads its tenants while limbeck follows it: the reading waits for no lock, takes a bounded time, and writes
# nothing.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE tenants"
psql -q "$server/tenants" -c "CREATE TABLE tenant (name text)" -c "INSERT INTO tenant VALUES ('one')" -c "CREATE SCHEMA one"
env_that_reads() { # env_that_reads SQL
    cat >alembic/env.py <<P
from alembic import context
from sqlalchemy import create_engine, text
with create_engine("$server/tenants").connect() as connection:
    for row in connection.execute(text("""$1""")):
        context.configure(connection=connection, version_table_schema=row[0])
        with context.begin_transaction():
            context.run_migrations()
P
    [ -z "${2:-}" ] || sed -i 's/^    for row.*/    try:\n        rows = list(connection.execute(text("SELECT name FROM tenant")))\n    except Exception:\n        rows = [("one",)]\n    for row in rows:/' alembic/env.py
}
echo pass | revision a None
current() {
    timeout 30 "$limbeck" current >"$work/out" 2>&1
    status=$?
}
env_that_reads "SELECT name FROM tenant"
current
check "the rows are read" "$([ "$status" = 0 ]; echo $?)"

mkfifo "$work/holder"
psql -q "$server/tenants" <"$work/holder" >/dev/null 2>&1 &
holder=$!
exec 7>"$work/holder"
echo "BEGIN; LOCK TABLE tenant;" >&7
until [ "$(psql -qtA "$server/tenants" -c "SELECT count(*) FROM pg_locks WHERE relation = 'tenant'::regclass AND mode = 'AccessExclusiveLock' AND granted")" = 1 ]; do :; done
current
check "a lock of another session is not waited for" "$([ "$status" = 3 ]; echo $?)"
says "and it is said" "waits more than 2 s for the lock of another session"
env_that_reads "SELECT name FROM tenant" caught
current
check "env.py does not catch it: Alembic would wait" "$([ "$status" = 3 ]; echo $?)"
echo "COMMIT;" >&7
exec 7>&-
wait $holder

env_that_reads "SELECT name FROM tenant, generate_series(1, 3000000000)"
current
check "a query without end is ended by the server" "$([ "$status" = 3 ]; echo $?)"
says "and that is said" "a query of env.py that takes more than 10 s"

psql -q "$server/tenants" -c "CREATE FUNCTION tell() RETURNS text LANGUAGE sql AS 'INSERT INTO tenant VALUES (''two'') RETURNING name'"
env_that_reads "SELECT tell()"
current
check "a function that is not known is refused" "$([ "$status" = 3 ] && grep -q 'env.py:4:.*tell()' "$work/out"; echo $?)"
env_that_reads "WITH new AS (INSERT INTO tenant VALUES ('three') RETURNING name) SELECT name FROM new"
current
check "so is one that writes" "$([ "$status" = 3 ]; echo $?)"
check "nothing was written" "$([ "$(psql -qtA "$server/tenants" -c "SELECT string_agg(name, ' ') FROM tenant")" = one ]; echo $?)"
check "and no session is left" "$([ "$(psql -qtA "$server/tenants" -c "SELECT count(*) FROM pg_stat_activity WHERE datname = 'tenants' AND pid <> pg_backend_pid()")" = 0 ]; echo $?)"
finish
