#!/bin/sh
# A rehearsal runs the path and leaves nothing; what it tells is what the server says.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export TMPDIR="$work"
revision one None <<X
op.create_table("kept", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)), sa.Column("amount", sa.Integer))
op.execute("INSERT INTO kept (name, amount) VALUES ('Ada', 1), ('Bob', 2)")
X
revision two '"one"' <<X
op.execute("INSERT INTO kept (name, amount) VALUES ('Cid', 3)")
for row in op.get_bind().execute(sa.text("SELECT id, name FROM kept ORDER BY id")).fetchall():
    op.get_bind().execute(sa.text("UPDATE kept SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
if op.get_bind().dialect.name == "postgresql":
    op.alter_column("kept", "amount", type_=sa.Numeric(10, 2))
    for row in op.get_bind().execute(sa.text("SELECT upper(trim(regexp_replace(regexp_replace(mode, 'Lock\$', ''), '([A-Z])', ' \\\\1', 'g'))) || ' on ' || relation::regclass AS said FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation > 16383 ORDER BY 1")):
        print("pg_locks:", row.said)
op.create_table("more", sa.Column("id", sa.Integer, primary_key=True))
X
revision three '"two"' <<X
op.execute("CREATE INDEX CONCURRENTLY ix_kept ON kept (name)")
with op.get_context().autocommit_block():
    op.execute("INSERT INTO kept (name, amount) VALUES ('Dan', 4)")
X
revision four '"two"' <<X
op.execute("UPDATE kept SET amount = 0")
op.execute("SELECT nextval('loose')")
op.execute("DELETE FROM nowhere")
X

psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE rehearse"
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d rehearse -c "CREATE SEQUENCE loose"
state() {
    case $1 in
    sqlite) sqlite3 "$work/p/x.db" .dump ;;
    postgresql) pg_dump -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck rehearse | grep -v '^\\\(un\)\?restrict' ;;
    esac
}
for database in postgresql sqlite; do
    case $database in
    sqlite) LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    postgresql) LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/rehearse" ;;
    esac
    export LIMBECK_URL
    "$limbeck" rehearse one >/dev/null 2>&1
    check "$database: from nothing" "$([ $? = 0 ] && [ -z "$("$limbeck" current)" ]; echo $?)"
    "$limbeck" upgrade one
    state $database >"$work/before"
    "$limbeck" rehearse two >"$work/out" 2>&1
    check "$database: a path is rehearsed" $?
    says "$database: its statements and rows" "INSERT INTO kept"
    says "$database: a loop is one line" " ms, 3 times"
    state $database >"$work/after"
    same "$database: a dump is what it was" "$work/before" "$work/after"
    "$limbeck" --json rehearse two >"$work/json" 2>/dev/null
    python3 -c 'import json, sys; a = json.load(open(sys.argv[1])); sys.exit(not any(s["times"] == 3 and s["revision"] == "two" for s in a["statements"]))' "$work/json"
    check "$database: --json" $?
    "$limbeck" rehearse four >"$work/out" 2>&1
    check "$database: one that fails exits with 4" "$([ $? = 4 ]; echo $?)"
    says "$database: says so" "This was a rehearsal, and it was rolled back: schema, data and version are unchanged"
    says "$database: and shows what ran before" "UPDATE kept SET amount = 0"
    ls "$work"/limbeck-* >/dev/null 2>&1
    check "$database: no copy is left" "$([ $? != 0 ]; echo $?)"
done
revision long '"one"' <<X
op.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
X
"$limbeck" rehearse long >"$work/out" 2>&1 &
runner=$!
until ls "$work"/limbeck-* >/dev/null 2>&1; do :; done
kill -INT $runner
wait $runner
check "sqlite: ctrl-c stops it" "$([ $? = 130 ]; echo $?)"
ls "$work"/limbeck-* >/dev/null 2>&1
check "sqlite: and no copy is left then" "$([ $? != 0 ]; echo $?)"
rm alembic/versions/long.py
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/rehearse"
"$limbeck" rehearse two >"$work/out" 2>&1
sed -n 's/^notice: pg_locks: //p' "$work/out" | grep -v 'on alembic_version\|ACCESS SHARE on kept_id_seq' | sort >"$work/wanted"
sed -n 's/.*; locks \([^;]*\).*/\1/p' "$work/out" | sed 's/, /\n/g' | grep -v 'on alembic_version' | sort -u >"$work/got"
grep -c . "$work/wanted" >"$work/count"
check "there are locks to compare" "$([ "$(cat "$work/count")" -ge 5 ]; echo $?)"
grep -v 'kept_id_seq\| on [0-9]' "$work/wanted" >"$work/w"; grep -v 'kept_id_seq' "$work/got" >"$work/g"
same "the locks told are those of pg_locks" "$work/w" "$work/g"
says "a table that is written anew" "rewrites kept"
"$limbeck" upgrade two >/dev/null 2>&1
state postgresql >"$work/before"
"$limbeck" rehearse three >"$work/out" 2>&1
says "CONCURRENTLY is left out, and that is said" "not rehearsed.*CREATE INDEX CONCURRENTLY ix_kept"
says "an autocommit block too" "not rehearsed.*INSERT INTO kept"
state postgresql >"$work/after"
same "and neither left anything" "$work/before" "$work/after"
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d rehearse -c "CREATE TABLE nowhere (id INTEGER)"
"$limbeck" rehearse four >"$work/out" 2>&1
says "a number drawn by hand is gone, and that is said" "sequence public.loose advanced from"
finish
