#!/bin/sh
# libpq and sqlite3 are opened when their first database is: a libpq too old for pipelines, and
# each of the two broken.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A "$@"; }
psql_do -d postgres -c "CREATE DATABASE older"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/older"
revision one None <<'P'
connection = op.get_bind()
op.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'bad'))")
op.execute("INSERT INTO t VALUES (1, 'One'), (2, 'Two'), (3, 'BAD')")
for row in connection.execute(sa.text("SELECT id, name FROM t")).fetchall():
    name = row.name.lower() if row.id < 3 else "three"
    connection.execute(sa.text("UPDATE t SET name = :name WHERE id = :id"), {"id": row.id, "name": name})
P
sed 's/ else "three"/ else "bad"/' alembic/versions/one.py >"$work/failing.py"

# The name is not found once a letter of it is another.
mkdir "$work/old" "$work/broken"
sed 's/PQenterPipelineMode/PQenterPipelineMod_/g' "$(readlink -f "$(cc -print-file-name=libpq.so)")" >"$work/old/libpq.so.5"
LD_LIBRARY_PATH=$work/old LIMBECK_URL=$server "$limbeck" upgrade heads >"$work/out" 2>&1
check "without pipelines the loop runs" $?
[ "$(psql_do -d older -c "SELECT string_agg(name, ' ' ORDER BY id) FROM t")" = "one two three" ]
check "and every row is written" $?
psql_do -d older -c "DROP TABLE t, alembic_version"
cp "$work/failing.py" alembic/versions/one.py
LD_LIBRARY_PATH=$work/old LIMBECK_URL=$server "$limbeck" upgrade heads >"$work/out" 2>&1
says "a row that is refused has its place" 'one.py:11:.*violates check constraint'
[ -z "$(psql_do -d older -c "SELECT to_regclass('t')")" ]
check "and nothing is kept" $?

echo "no library" >"$work/broken/libpq.so.5"
export LD_LIBRARY_PATH="$work/broken"
LIMBECK_URL=$server "$limbeck" upgrade heads >"$work/out" 2>&1
[ $? = 4 ]
check "a libpq that cannot be opened is an error of the database" $?
says "which says why" "PostgreSQL's client library cannot be used: .*libpq.so.5"
says "and what to do" 'install libpq'
"$limbeck" --version >"$work/out"
says "--version says that there is none" 'no libpq, SQLite'
LIMBECK_URL="sqlite:///$work/x.db" "$limbeck" current >"$work/out" 2>&1
check "SQLite needs none" $?

mv "$work/broken/libpq.so.5" "$work/broken/libsqlite3.so.0"
LIMBECK_URL="sqlite:///$work/y.db" "$limbeck" upgrade heads >"$work/out" 2>&1
[ $? = 4 ]
check "a sqlite3 that cannot be opened is an error of the database" $?
says "which says why" "SQLite's library cannot be used: .*libsqlite3.so.0"
says "and what to do" 'install libsqlite3'
[ ! -e "$work/y.db" ]
check "no file is made" $?
"$limbeck" --version >"$work/out"
says "--version says that there is none" 'libpq [0-9.]*, no sqlite3'
LIMBECK_URL=$server "$limbeck" current >"$work/out" 2>&1
check "PostgreSQL needs none" $?
"$limbeck" heads >"$work/out" 2>&1
check "and who asks no database needs neither" $?
finish
