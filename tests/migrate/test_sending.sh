#!/bin/sh
# Statements whose answers nobody uses are sent ahead of them; a script cannot tell.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d sending "$@"; }
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE sending"
fill() { # a fresh table of 5000 rows
    if [ $database = PostgreSQL ]; then
        psql_do -c "DROP TABLE IF EXISTS t, alembic_version" -c "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'bad'))" -c "INSERT INTO t SELECT i, 'Name ' || i FROM generate_series(1, 5000) i" 2>/dev/null
    else
        rm -f "$work/sending.db"
        sqlite3 "$work/sending.db" "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'bad')); INSERT INTO t SELECT value, 'Name ' || value FROM generate_series(1, 5000)"
    fi
}
written() { # rows written, all rows
    if [ $database = PostgreSQL ]; then
        psql_do -c "SELECT count(*) FILTER (WHERE name LIKE 'name%'), count(*) FROM t"
    else
        sqlite3 "$work/sending.db" "SELECT count(*) FILTER (WHERE name GLOB 'name*'), count(*) FROM t"
    fi
}
run() { # run NAME STATUS PATTERN WANTED: upgrade() on standard input
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    connection = op.get_bind()\n    rows = connection.execute(sa.text("SELECT id, name FROM t ORDER BY id")).fetchall()\n'
      sed 's/^/    /'; } >alembic/versions/one.py
    fill
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    got=$(written)
    echo "rows: $got" >>"$work/out"
    [ $status = "$2" ] && grep -q "$3" "$work/out" && [ "$got" = "$4" ]
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "$database: $1" $bad
}
for database in PostgreSQL SQLite; do
    case $database in
    PostgreSQL) refused="violates check constraint" LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/sending" ;;
    SQLite) refused="CHECK constraint failed" LIMBECK_URL="sqlite:///$work/sending.db" ;;
    esac
    export LIMBECK_URL
run "every row is written" 0 "" "5000|5000" <<X
for row in rows:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
X
for failing in 3 300 4999; do
    run "row $failing is refused: the place is the statement's, and nothing is kept" 4 "one.py:9:.*$refused" "0|5000" <<X
for row in rows:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": "bad" if row.id == $failing else row.name.lower()})
print("done")
X
done
run "what failed before a try is not caught by it" 4 "one.py:9:.*$refused" "0|5000" <<X
for row in rows:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": "bad" if row.id == 7 else row.name.lower()})
    if row.id == 7:
        try:
            connection.execute(sa.text("UPDATE t SET name = 'x' WHERE id = 1"))
        except Exception:
            pass
X
run "what fails inside a try is caught there" 0 "caught 7" "4999|5000" <<X
for row in rows:
    try:
        with connection.begin_nested():
            connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": "bad" if row.id == 7 else row.name.lower()})
    except Exception:
        print("caught", row.id)
X
run "of two statements sent by turns the refused one is named" 4 "one.py:10:.*$refused" "0|5000" <<X
for row in rows[:700]:
    connection.execute(sa.text("UPDATE t SET name = name WHERE id = :id"), {"id": row.id})
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": "bad" if row.id == 433 else row.name.lower()})
    connection.execute(sa.text("UPDATE t SET id = id WHERE id = :id"), {"id": row.id})
X
check "$database: and no other line is shown" "$(! grep "^ *[0-9][0-9]* |" "$work/out" | grep -qv "SET name = :name"; echo $?)"
run "what was refused comes before what the script raises later" 4 "one.py:9:.*$refused" "0|5000" <<X
for row in rows[:20]:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": "bad" if row.id == 7 else row.name.lower()})
raise ValueError("never reached")
X
run "and what it raises is told where nothing was refused" 3 "ValueError: reached" "0|5000" <<X
for row in rows[:20]:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
raise ValueError("reached")
X
run "a rowcount that is used is known" 0 "touched 5000" "5000|5000" <<X
touched = 0
for row in rows:
    touched += connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()}).rowcount
print("touched", touched)
X
run "a question between sees what was sent before it" 0 "seen 3$" "5000|5000" <<X
for row in rows:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
    if row.id == 1000:
        print("seen", connection.execute(sa.text("SELECT count(*) FROM t WHERE name IN ('name 1', 'name 999', 'name 1000', 'name 1001')")).scalar())
X
run "many texts, each prepared once at most" 0 "" "5000|5000" <<X
for row in rows:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id AND %d = %d" % (row.id % 200, row.id % 200)), {"id": row.id, "name": row.name.lower()})
X
run "an autocommit block" 0 "" "5000|5000" <<X
with op.get_context().autocommit_block():
    for row in rows[:1000]:
        connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
for row in rows[1000:]:
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
X
run "bulk_insert's rows are sent ahead too" 0 "" "0|5600" <<X
op.bulk_insert(sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String)), [{"id": 6000 + i, "name": "Bulk"} for i in range(600)])
X
run "one of them is refused: the place is bulk_insert's, and nothing is kept" 4 "one.py:8:.*$refused" "0|5000" <<X
op.bulk_insert(sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String)), [{"id": 6000 + i, "name": "bad" if i == 400 else "Bulk"} for i in range(600)])
print("done")
X
run "and caught where a try encloses it" 0 "caught" "0|5000" <<X
try:
    with connection.begin_nested():
        op.bulk_insert(sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String)), [{"id": 1, "name": "twice"}])
except Exception:
    print("caught")
X
done
database=PostgreSQL LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/sending"
run "two statements in one text, without parameters" 0 "" "5000|5000" <<X
connection.execute(sa.text("UPDATE t SET name = lower(name) WHERE id <= 1000; UPDATE t SET name = lower(name) WHERE id > 1000"))
X
# SQLite's statements are run by a thread of their own: stopping reaches it.
database=SQLite LIMBECK_URL="sqlite:///$work/sending.db"
fill
sed 's/^/    /' >alembic/versions/body <<'X'
connection = op.get_bind()
for row in range(1, 5001):
    connection.execute(sa.text("UPDATE t SET name = 'name' WHERE id = :id AND (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :stop) SELECT count(*) FROM n)"), {"id": row, "stop": 10**15 if row == 9 else 1})
    if row == 2600:
        print("begun")
X
{ printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n'; cat alembic/versions/body; } >alembic/versions/one.py
timeout 60 "$limbeck" upgrade head >"$work/out" 2>&1 &
runner=$!
until grep -q begun "$work/out" || ! kill -0 $runner 2>/dev/null; do :; done
kill -INT $runner
wait $runner
check "SQLite: ctrl-c while the script is ahead of a long statement ends with 130" "$([ $? = 130 ]; echo $?)"
check "SQLite: and nothing of it is kept" "$([ "$(written)" = "0|5000" ]; echo $?)"
finish
