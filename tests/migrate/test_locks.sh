#!/bin/sh
# Others at the same database: other limbecks, sessions that hold locks, statements
# that want to be outside a transaction, and a person who says stop.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project transaction_per_migration=True
previous=None
for number in 01 02 03 04 05 06 07 08 09 10; do
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "r%s"\ndown_revision = %s\ndef upgrade():\n    op.create_table("t%s", sa.Column("id", sa.Integer, primary_key=True))\n    op.execute("INSERT INTO t%s (id) VALUES (1)")\ndef downgrade():\n    op.drop_table("t%s")\n' \
        $number "$previous" $number $number $number >alembic/versions/r$number.py
    previous="\"r$number\""
done
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d locks "$@"; }
answer() { psql_do -t -A -c "$1"; }
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE locks"
postgresql="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/locks"

# ---- twenty at once -------------------------------------------------------------------
twenty() { # twenty NAME TARGET VERB: all end well, each step ran once
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        "$limbeck" "$3" "$2" >"$work/out.$n" 2>&1 &
        echo $! >"$work/pid.$n"
    done
    bad=0
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        wait "$(cat "$work/pid.$n")" || { bad=$((bad + 1)); sed 's/^/# /' "$work/out.$n"; }
    done
    check "$1: none of twenty fails" "$([ $bad = 0 ]; echo $?)"
}
export LIMBECK_URL="$postgresql"
twenty "postgresql up" head upgrade
check "postgresql: at the head" "$([ "$("$limbeck" current)" = "r10 (head)" ]; echo $?)"
check "postgresql: every revision ran once" "$([ "$(answer "SELECT count(*) FROM t01 CROSS JOIN t10")" = 1 ]; echo $?)"
twenty "postgresql down" base downgrade
check "postgresql: at base" "$([ -z "$("$limbeck" current)" ]; echo $?)"
export LIMBECK_URL="sqlite:///$work/p/x.db"
twenty "sqlite up" head upgrade
check "sqlite: at the head" "$([ "$("$limbeck" current)" = "r10 (head)" ]; echo $?)"
check "sqlite: every revision ran once" "$([ "$(sqlite3 x.db "SELECT count(*) FROM t01 CROSS JOIN t10")" = 1 ]; echo $?)"
twenty "sqlite down" base downgrade
check "sqlite: at base" "$([ -z "$("$limbeck" current)" ]; echo $?)"

# ---- a session that holds what is needed ---------------------------------------------------
await() { # await SQL: until it answers with something; each question takes its time
    for _ in $(seq 1 2000); do
        [ -n "$(answer "$1")" ] && return 0
    done
    echo "# never came: $1"
    return 1
}
mkfifo "$work/session"
psql_do -f "$work/session" >/dev/null 2>&1 &
exec 3>"$work/session"

echo "SET application_name = 'the other one';" >&3
export LIMBECK_URL="$postgresql"
"$limbeck" upgrade r02 >/dev/null 2>&1
echo "BEGIN; LOCK TABLE t02 IN ACCESS SHARE MODE;" >&3
await "SELECT 1 FROM pg_locks WHERE relation = 't02'::regclass AND mode = 'AccessShareLock' AND granted"
"$limbeck" downgrade --lock-timeout 900ms --lock-retries 2 r01 >"$work/out" 2>&1
status=$?
sed 's/^/# /' "$work/out"
check "a lock: the step gives up after its retries" "$([ $status = 4 ]; echo $?)"
check "a lock: it was undone and tried again" "$(grep -q "lock timeout.*rolled back, next try in 1.0 s (2 of 2)" "$work/out"; echo $?)"
check "a lock: the one who holds it is named" "$(grep -q "waiting for pid [0-9]* (limbeck from 127.0.0.1, the other one, idle in transaction since .*): .*LOCK TABLE t02" "$work/out"; echo $?)"
check "a lock: nothing changed" "$([ "$("$limbeck" current)" = r02 ]; echo $?)"
"$limbeck" downgrade --lock-timeout 300ms r01 >"$work/out" 2>&1 &
runner=$!
await "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event_type = 'Lock'"
psql_do -v ON_ERROR_STOP=1 -c "SET statement_timeout = 2000" -c "SELECT count(*) FROM t02" >/dev/null
check "a lock: a reader that came meanwhile waited no longer than that" $?
echo "COMMIT;" >&3
wait $runner
check "a lock: once it is free the step goes on" "$([ $? = 0 ] && [ "$("$limbeck" current)" = r01 ]; echo $?)"

# The first limbeck waits for the table and holds the migration lock, for which the second waits.
"$limbeck" upgrade r02 >/dev/null 2>&1
echo "BEGIN; LOCK TABLE t02 IN ACCESS SHARE MODE;" >&3
await "SELECT 1 FROM pg_locks WHERE relation = 't02'::regclass AND mode = 'AccessShareLock' AND granted"
"$limbeck" downgrade --lock-timeout 60s r01 >"$work/first" 2>&1 &
runner=$!
await "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event_type = 'Lock'"
"$limbeck" downgrade r01 >"$work/second" 2>&1 &
second=$!
for _ in $(seq 1 2000); do
    grep -q "is migrating this database" "$work/second" && break
    answer "SELECT 1" >/dev/null
done
echo "COMMIT;" >&3
wait $runner && wait $second
check "two at once: both end well" $?
sed 's/^/# /' "$work/second"
check "two at once: who waited was told for whom" "$(grep -q "notice: pid [0-9]* (limbeck from 127.0.0.1, limbeck.*is migrating this database; waiting" "$work/second"; echo $?)"

# Four sessions read the table again and again while the step tries and gives way, three times:
# each read's wait is taken, and none may be longer than the step's own (1 s, and 0.6 s for the machine).
"$limbeck" upgrade r02 >/dev/null 2>&1
psql_do -c "CREATE TABLE waits (reads INTEGER, longest INTERVAL)" -c "CREATE TABLE stop (now BOOLEAN)"
echo "BEGIN; LOCK TABLE t02 IN ACCESS SHARE MODE;" >&3
await "SELECT 1 FROM pg_locks WHERE relation = 't02'::regclass AND mode = 'AccessShareLock' AND granted"
for _ in 1 2 3 4; do
    psql_do >/dev/null 2>&1 <<'X' &
DO $$
DECLARE
    began TIMESTAMPTZ; longest INTERVAL := '0'; reads INTEGER := 0;
BEGIN
    WHILE NOT EXISTS (SELECT FROM stop) LOOP
        began := clock_timestamp();
        PERFORM count(*) FROM t02;
        longest := greatest(longest, clock_timestamp() - began);
        reads := reads + 1;
        COMMIT;
        PERFORM pg_sleep(0.005);
    END LOOP;
    INSERT INTO waits VALUES (reads, longest);
END $$
X
done
"$limbeck" downgrade --lock-timeout 1s --lock-retries 2 r01 >"$work/out" 2>&1
status=$?
psql_do -c "INSERT INTO stop VALUES (true)"
await "SELECT 1 FROM waits HAVING count(*) = 4"
figures=$(answer "SELECT sum(reads) || ' reads, the longest wait ' || extract(milliseconds FROM max(longest))::int || ' ms' FROM waits")
check "a lock: readers meanwhile never queued longer than the timeout ($figures)" "$([ $status = 4 ] && [ -n "$(answer "SELECT 1 FROM waits HAVING max(longest) < '1.6 s' AND max(longest) > '0.5 s' AND sum(reads) > 100")" ]; echo $?)"
echo "COMMIT;" >&3

# ---- a queue behind the step ----------------------------------------------------------------
"$limbeck" upgrade r02 >/dev/null 2>&1
echo "BEGIN; LOCK TABLE t02 IN ACCESS SHARE MODE;" >&3
await "SELECT 1 FROM pg_locks WHERE relation = 't02'::regclass AND mode = 'AccessShareLock' AND granted"
"$limbeck" downgrade --lock-timeout 60s --queue-limit 1 --lock-retries 0 r01 >"$work/out" 2>&1 &
runner=$!
await "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event_type = 'Lock'"
for _ in 1 2; do psql_do -c "SELECT count(*) FROM t02" >/dev/null 2>&1 & done
wait $runner
check "a queue: the step gives way when too many wait" "$([ $? = 4 ] && grep -q "more than 1 sessions waited behind this step" "$work/out"; echo $?)"

# ---- a person who says stop ---------------------------------------------------------------
"$limbeck" downgrade --lock-timeout 0 r01 >"$work/out" 2>&1 &
runner=$!
await "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event_type = 'Lock'"
kill -INT $runner
wait $runner
check "ctrl-c in the middle of a statement ends with 130" "$([ $? = 130 ]; echo $?)"
check "and leaves no session behind" "$(await "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck')"; echo $?)"
echo "COMMIT;" >&3
check "and the database as it was" "$([ "$("$limbeck" current)" = r02 ]; echo $?)"

# ---- another limbeck, for ever --------------------------------------------------------------
printf 'from alembic import op\nrevision = "slow"\ndown_revision = "r02"\ndef upgrade():\n    op.execute("SELECT pg_sleep(60)")\ndef downgrade():\n    pass\n' >alembic/versions/slow.py
"$limbeck" upgrade slow >"$work/first" 2>&1 &
runner=$!
await "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event = 'PgSleep'"
"$limbeck" upgrade --lock-wait 0 r03 >"$work/out" 2>&1
check "--lock-wait 0 fails at once" "$([ $? = 4 ] && grep -q "pid [0-9]* (limbeck from 127.0.0.1.*) is migrating this database" "$work/out"; echo $?)"
"$limbeck" stamp --lock-wait 0 r03 >"$work/out" 2>&1
check "stamp too" "$([ $? = 4 ]; echo $?)"
kill -TERM $runner
wait $runner
check "SIGTERM stops the other one" "$([ $? = 130 ]; echo $?)"
"$limbeck" upgrade slow --statement-timeout 100ms >"$work/out" 2>&1
check "--statement-timeout" "$([ $? = 4 ] && grep -q "statement timeout" "$work/out"; echo $?)"
"$limbeck" upgrade slow >"$work/out" 2>&1 &
runner=$!
await "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'limbeck' AND wait_event = 'PgSleep'"
wait $runner
check "cancelled at the server is not cancelled by us" "$([ $? = 4 ] && grep -q "user request (SQLSTATE 57014)" "$work/out"; echo $?)"
sqlite3 x.db "CREATE TABLE busy (id INTEGER)"
mkfifo "$work/writer"
sqlite3 -cmd ".timeout 60000" x.db <"$work/writer" >/dev/null &
exec 4>"$work/writer"
echo "BEGIN IMMEDIATE; INSERT INTO busy VALUES (1);" >&4
export LIMBECK_URL="sqlite:///$work/p/x.db"
until ! sqlite3 -cmd ".timeout 1" x.db "BEGIN IMMEDIATE; ROLLBACK" 2>/dev/null; do :; done
"$limbeck" upgrade --lock-wait 200ms r01 >"$work/out" 2>&1
check "sqlite: a writer is waited for, and no longer than said" "$([ $? = 4 ] && grep -q "another program is migrating" "$work/out"; echo $?)"
echo "COMMIT;" >&4
exec 4>&-
"$limbeck" upgrade r01
check "sqlite: and then it goes on" $?

# ---- CONCURRENTLY ---------------------------------------------------------------------------
export LIMBECK_URL="$postgresql"
printf 'from alembic import op\nrevision = "con"\ndown_revision = "r02"\ndef upgrade():\n    op.execute("""\n        -- a comment first\n        /* and another */ CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Odd one" ON t02 ((id / 10))\n    """)\ndef downgrade():\n    op.execute("DROP INDEX CONCURRENTLY IF EXISTS \\"Odd one\\"")\n' >alembic/versions/con.py
"$limbeck" upgrade con >"$work/out" 2>&1
check "CONCURRENTLY runs outside the transaction" "$([ $? = 0 ] && grep -q "CREATE UNIQUE INDEX CONCURRENTLY cannot run inside a transaction" "$work/out"; echo $?)"
"$limbeck" downgrade r02 >"$work/out" 2>&1
status=$?
check "and so does its DROP" "$([ $status = 0 ] && [ "$("$limbeck" current)" = "r02 (branchpoint)" ]; echo $?)"
answer "INSERT INTO t02 VALUES (2)"
"$limbeck" upgrade con >"$work/out" 2>&1
check "a half-built index is named, with its remedy" "$([ $? = 4 ] && grep -q "DROP INDEX CONCURRENTLY \"Odd one\"" "$work/out"; echo $?)"
answer "DELETE FROM t02 WHERE id = 2"
"$limbeck" upgrade con >"$work/out" 2>&1
check "IF NOT EXISTS does not take it for the index" "$([ $? = 4 ] && grep -q "not valid" "$work/out" && [ "$("$limbeck" current)" = "r02 (branchpoint)" ]; echo $?)"
answer 'DROP INDEX CONCURRENTLY "Odd one"'
"$limbeck" upgrade con >/dev/null 2>&1
check "after the remedy it goes on" "$([ "$("$limbeck" current)" = con ] || [ "$("$limbeck" current)" = "con (head)" ]; echo $?)"

# ---- the server's table of locks ------------------------------------------------------------
mkdir -p "$work/many/alembic/versions"
cd "$work/many" || exit 1
cp "$work/p/alembic.ini" .
printf 'from alembic import context\ncontext.configure()\n' >alembic/env.py
previous=None
for n in $(seq 101 200); do
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "m%s"\ndown_revision = %s\ndef upgrade():\n    for number in range(18):\n        op.create_table("m%s_%%d" %% number, sa.Column("id", sa.Integer, primary_key=True))\ndef downgrade():\n    pass\n' $n "$previous" $n >alembic/versions/m$n.py
    previous="\"m$n\""
done
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/many"
psql_do -c "CREATE DATABASE many"
"$limbeck" upgrade head >"$work/out" 2>&1
check "a long one in one transaction says how many it needs" "$(grep -q "one transaction over 100 revisions needs about [0-9]* locks, and the server has room for 6400" "$work/out"; echo $?)"
sed -i 's/range(18)/range(1)/' alembic/versions/*.py
psql_do -c "CREATE DATABASE few"
LIMBECK_URL="${LIMBECK_URL%many}few" "$limbeck" upgrade head >"$work/out" 2>&1
check "a smaller one says nothing of locks" "$([ $? = 0 ] && ! grep -q "locks" "$work/out"; echo $?)"
cd "$work/p" || exit 1
export LIMBECK_URL="$postgresql"

# ---- [limbeck] --------------------------------------------------------------------------------
printf '[limbeck]\nlock_wait = soon\n' >>alembic.ini
"$limbeck" heads >"$work/out" 2>&1
check "a setting that is none" "$([ $? = 2 ] && grep -q "lock_wait = soon is not a time" "$work/out"; echo $?)"
sed -i 's/lock_wait.*/lock_waits = 5s/' alembic.ini
"$limbeck" heads >"$work/out" 2>&1
check "a setting nobody knows" "$([ $? = 2 ] && grep -q "no setting 'lock_waits'" "$work/out"; echo $?)"
exec 3>&-
finish
