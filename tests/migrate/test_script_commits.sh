#!/bin/sh
# A script that ends the transaction itself: a rehearsal refuses it before it is sent, a step is
# split there as under Alembic, and what limbeck says of it is what the server has.
# What Alembic 1.19.1 leaves of each script with psycopg2 2.9.5, and with Python's sqlite3 where it says "as under
# pysqlite", was recorded by running it; what a rehearsal refuses has nothing to compare with.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export TMPDIR="$work"
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "CREATE DATABASE script_commits"
use() {
    database=$1
    case $1 in
    sqlite) LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    *) LIMBECK_URL="postgresql+${1#postgresql+}://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/script_commits" ;;
    esac
    case $1 in postgresql) LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/script_commits" ;; esac
    export LIMBECK_URL
}
query() {
    case $database in
    sqlite) sqlite3 "$work/p/x.db" "$1" 2>&1 ;;
    *) psql_do -At -d script_commits -c "$1" 2>&1 ;;
    esac
}
fresh() {
    case $database in
    sqlite) rm -f "$work/p/x.db" ;;
    *) psql_do -d script_commits -c "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null ;;
    esac
    rm -f alembic/versions/*.py
    revision r1 None <<X
op.execute("CREATE TABLE log (n INTEGER)")
X
    "$limbeck" upgrade r1 >/dev/null 2>&1 || check "$database: the first step" 1
}
run() { # run EXPECTED-STATUS VERB...
    expected=$1
    shift
    "$limbeck" "$@" >"$work/out" 2>&1
    status=$?
    [ "$status" = "$expected" ] || { echo "# status $status"; sed 's/^/# /' "$work/out"; }
    check "$database: $* exits with $expected" "$([ "$status" = "$expected" ]; echo $?)"
}
holds() { # holds NAME WANTED QUERY
    got=$(query "$3" | tr '\n' ' ')
    [ "$got" = "$2 " ] || echo "# '$got', wanted '$2 '"
    check "$database: $1" "$([ "$got" = "$2 " ]; echo $?)"
}
never() { # never NAME PATTERN
    grep -q -- "$2" "$work/out"
    status=$?
    [ "$status" != 0 ] || sed 's/^/# /' "$work/out"
    check "$database: $1" "$([ "$status" != 0 ]; echo $?)"
}
version="SELECT version_num FROM alembic_version"
rows="SELECT n FROM log ORDER BY n"

# ---- a step that succeeds, and one that fails behind its COMMIT
for each in sqlite postgresql; do
    use $each
    fresh
    revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT")
op.execute("INSERT INTO log VALUES (2)")
X
    run 0 upgrade r2
    holds "all of it is there" "1 2" "$rows"
    holds "and its version" "r2" "$version"
    says "$each: the split is announced" "line 7: the script's COMMIT ends the transaction: what ran before it stays"
    fresh
    revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
for word in ["COMMIT", "SELECT 1"]:
    op.execute(word)
op.execute("INSERT INTO log VALUES (2)")
op.execute("DELETE FROM nowhere")
X
    run 4 upgrade r2
    says "$each: what was committed is said" "1 statement was committed by the script's COMMIT on line 8 and stays"
    never "nothing is said that is not so" "Rolled back. \|unchanged\|was kept"
    says "$each: the version is looked up" "The version table holds r1\\."
    holds "the version stays" "r1" "$version"
done
use postgresql
holds "what came before stays, and what followed, as under psycopg2" "1 2" "$rows"
fresh
use sqlite
holds "what came before stays, what followed does not, as under pysqlite" "1" "$rows"

# ---- a script's BEGIN and COMMIT where pysqlite has begun nothing yet, recorded
begins() { # begins STATUS ROWS VERSION STATEMENT...
    wanted=$1 has=$2 at=$3
    shift 3
    fresh
    for each in "$@"; do echo "op.execute(\"$each\")"; done >"$work/body"
    revision r2 '"r1"' <"$work/body"
    run "$wanted" upgrade r2
    holds "$*: the rows, as under pysqlite" "$has" "SELECT coalesce(group_concat(n), '') FROM log"
    holds "$*: the version, as under pysqlite" "$at" "$version"
}
begins 0 1 r2 BEGIN "INSERT INTO log VALUES (1)"
begins 4 "" r1 "INSERT INTO log VALUES (1)" BEGIN
says "two transactions are refused" "cannot start a transaction within a transaction"
begins 4 "" r1 BEGIN BEGIN
begins 4 1 r1 BEGIN "INSERT INTO log VALUES (1)" COMMIT "INSERT INTO log VALUES (2)" "DELETE FROM nowhere"
begins 4 1,2 r1 "INSERT INTO log VALUES (1)" COMMIT "BEGIN IMMEDIATE" "INSERT INTO log VALUES (2)" END "DELETE FROM nowhere"
begins 4 "" r1 COMMIT
says "nothing to commit is refused" "cannot commit - no transaction is active"

# ---- drivers that begin again
use postgresql+psycopg
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT")
op.execute("INSERT INTO log VALUES (2)")
op.execute("DELETE FROM nowhere")
X
run 4 upgrade r2
says "postgresql+psycopg: what followed is rolled back" "1 statement was rolled back\\. The version table holds r1"
holds "and it is" "1" "$rows"

# ---- every form, in a rehearsal: not sent, nothing changes
use postgresql
psql_do -d script_commits -c "SHOW max_prepared_transactions" >/dev/null
for form in COMMIT END "END TRANSACTION" ROLLBACK ABORT "COMMIT WORK" "COMMIT AND CHAIN" "ROLLBACK AND CHAIN" "PREPARE TRANSACTION 'x'" \
    "BEGIN; DELETE FROM log; COMMIT; BEGIN" "/* all */ commit -- now" "SELECT 1; /* ; */ Commit;" "COMMIT AND NO CHAIN; BEGIN"; do
    fresh
    psql_do -d script_commits -c "INSERT INTO log VALUES (7)"
    revision r2 '"r1"' <<X
op.execute("DELETE FROM log")
op.execute("""$form""")
op.execute("DROP TABLE log")
X
    run 3 rehearse r2
    says "$form is refused with its line" "r2.py:7:5: .* ends the transaction, and what ran before it could not be rolled back"
    says "$form: the state is said" "was rolled back: schema, data and version are unchanged"
    holds "$form: the rows are there" "7" "$rows"
    holds "$form: and the version" "r1" "$version"
done
# ---- what only looks like it is rehearsed
fresh
revision r2 '"r1"' <<X
op.execute("SAVEPOINT a")
op.execute("INSERT INTO log VALUES (1); ROLLBACK TO a; RELEASE a")
op.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END")
op.execute("DO \$\$ BEGIN INSERT INTO log VALUES (2); END \$\$; SELECT 'COMMIT; x'")
X
run 0 rehearse r2
says "several statements are rehearsed each" "RELEASE a"
holds "nothing is left" "0" "SELECT count(*) FROM log"
# ---- where only the server sees it
for body in "CALL ends()" "DO \$\$ BEGIN INSERT INTO log VALUES (8); COMMIT; END \$\$"; do
    fresh
    psql_do -d script_commits -c "CREATE PROCEDURE ends() LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (8); COMMIT; END'"
    revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (7)")
op.execute("""$body""")
X
    run 4 rehearse r2
    holds "$body: nothing is left" "0" "SELECT count(*) FROM log"
    run 4 upgrade r2
    says "$body: an upgrade is rolled back" "Rolled back. Schema, data and version are unchanged."
    holds "$body: and it is" "0" "SELECT count(*) FROM log"
    # behind a COMMIT of the script it may run, as with Alembic
    revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (7)")
op.execute("COMMIT")
op.execute("""$body""")
op.execute("DELETE FROM nowhere")
X
    run 4 upgrade r2
    says "$body: behind a COMMIT" "1 statement was committed by the script's COMMIT on line 7 and stays. 1 statement ran outside a transaction and stays"
    holds "$body: both are there" "7 8" "$rows"
done
# a backslash hides nothing where the server reads it as an escape
psql_do -d script_commits -c "ALTER ROLE limbeck SET standard_conforming_strings = off"
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute(r"SELECT '\\'' ; COMMIT; SELECT '")
X
run 4 rehearse r2
holds "a hidden COMMIT is refused by the server" "0" "SELECT count(*) FROM log"
psql_do -d script_commits -c "ALTER ROLE limbeck RESET standard_conforming_strings"

# ---- ALTER TYPE ... ADD VALUE behind a COMMIT, and its value used at once
fresh
revision r2 '"r1"' <<X
op.execute("CREATE TYPE mood AS ENUM ('a')")
op.execute("CREATE TABLE t (m mood)")
X
revision r3 '"r2"' <<X
op.execute("COMMIT")
op.execute("ALTER TYPE mood ADD VALUE 'b'")
op.execute("INSERT INTO t VALUES ('b')")
X
run 0 upgrade r3
holds "the new value is used" "b" "SELECT m FROM t"
holds "the version" "r3" "$version"

# ---- the script rolls back
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("ROLLBACK")
op.execute("DELETE FROM nowhere")
X
run 4 upgrade r2
says "the script's ROLLBACK is said" "1 statement was rolled back by the script"
holds "and so it is" "0" "SELECT count(*) FROM log"

# ---- COMMIT AND CHAIN: another transaction
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT AND CHAIN")
op.execute("INSERT INTO log VALUES (2)")
op.execute("DELETE FROM nowhere")
X
run 4 upgrade r2
says "what came before the chain stays, the rest does not" "1 statement was committed by the script's COMMIT AND CHAIN on line 7 and stays. 1 statement was rolled back"
holds "and so it is" "1" "$rows"

# ---- several steps in one transaction
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT")
op.execute("INSERT INTO log VALUES (2)")
X
revision r3 '"r2"' <<X
op.execute("INSERT INTO log VALUES (3)")
op.execute("DELETE FROM nowhere")
X
run 4 upgrade r3
says "the step before is committed" "1 step before this one is committed. 1 statement was rolled back. The version table holds r2"
holds "its rows" "1 2" "$rows"
holds "its version" "r2" "$version"

# ---- a lock in the way behind a COMMIT: nothing is run twice
fresh
psql_do -d script_commits -c "CREATE TABLE held (id INTEGER)"
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT")
op.execute("ALTER TABLE held ADD COLUMN x INTEGER")
X
mkfifo "$work/in"
psql_do -d script_commits -f "$work/in" >/dev/null 2>&1 &
holder=$!
exec 3>"$work/in"
echo "BEGIN; LOCK TABLE held; CREATE TABLE IF NOT EXISTS nothing (); SELECT 1;" >&3
until [ "$(query "SELECT count(*) FROM pg_locks WHERE relation = 'held'::regclass AND granted")" = 1 ]; do :; done
PGOPTIONS="-c lock_timeout=100ms" run 4 upgrade r2
exec 3>&-
wait $holder
never "it is not tried again" "next try"
holds "what was committed ran once" "1" "$rows"

# ---- said before it runs
fresh
revision r2 '"r1"' <<X
op.execute("INSERT INTO log VALUES (1)")
op.execute("COMMIT")
X
"$limbeck" sql r2 >"$work/out" 2>&1
says "limbeck sql says it" "notice: line 7: the script's COMMIT ends the transaction"
"$limbeck" plan r2 >"$work/out" 2>&1
says "limbeck plan says it" "line 7: the script's COMMIT ends the transaction"
"$limbeck" lint r2 >"$work/out" 2>&1
says "limbeck lint says it" "ends-transaction"

# ---- Connection.commit() of a script, by what env.py does with the transaction; recorded ----
# "a b" are the tables before and after it. Alembic rolls back what follows where nothing commits it, the version row
# too, and limbeck refuses there.
committing() { # committing NAME STATUS TABLES OPENED CONFIGURED AFTERWARDS: lines of env.py
    cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine, text
with create_engine("$LIMBECK_URL").$4 as connection:
    context.configure(connection=connection$5)
    with context.begin_transaction():
        context.run_migrations()
    $6
X
    [ "$4" != "connect() as connection, connection.begin()" ] || sed -i 's/ as connection:/:/' alembic/env.py
    rm -f alembic/versions/*.py
    psql_do -d script_commits -c "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null
    printf 'op.execute("CREATE TABLE a (x INTEGER)")\nop.get_bind().commit()\nop.execute("CREATE TABLE b (x INTEGER)")\n' | revision r1 None
    [ "$7" = last ] || printf 'op.execute("CREATE TABLE c (x INTEGER)")\n' | revision r2 '"r1"'
    run "$2" upgrade head
    holds "commit(), $1" "$3" "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), 'nothing') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
}
use postgresql
committing "env.py commits afterwards" 0 "a alembic_version b c" "connect()" "" "connection.commit()"
committing "a transaction per migration, not in the last" 0 "a alembic_version b c" "connect()" ", transaction_per_migration=True" pass
committing "a transaction per migration, in the last" 3 nothing "connect()" ", transaction_per_migration=True" pass last
says "it says why" "Alembic would roll back what comes after it, the version row too"
committing "Alembic's transaction for all" 3 nothing "connect()" "" pass
committing "inside a with block of begin()" 3 nothing "begin()" "" pass
committing "AUTOCOMMIT" 0 "a alembic_version b c" 'execution_options(isolation_level="AUTOCOMMIT").connect()' "" pass
revision r1 None <<X
op.execute("CREATE TABLE a (x INTEGER)")
op.get_bind().commit()
op.execute("DELETE FROM nowhere")
X
sed -i 's/    pass$/    connection.commit()/' alembic/env.py
psql_do -d script_commits -c "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null
run 4 upgrade r1
says "what was committed is said" "committed by the script's commit() on line 7 and stay"
"$limbeck" upgrade r1 --sql >"$work/out" 2>&1
says "offline there is nothing to commit, as under Alembic" "'MockConnection' object has no attribute 'commit'"
psql_do -d script_commits -c "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null
"$limbeck" rehearse r1 >"$work/out" 2>&1
says "a rehearsal refuses it" "commit() ends the transaction, and what ran before it could not be rolled back"
finish
