#!/bin/sh
# The classes of the types that a script reflects, and their texts: as Alembic 1.19.1 and SQLAlchemy 2.0.52 had them.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
unset LIMBECK_URL
plain_project
psql -q "$server/postgres" -c "CREATE DATABASE reflected_types"
cp "$root/tests/script/reflected/a.py" alembic/versions/
"$limbeck" --url "$server/reflected_types" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
psql -AtX "$server/reflected_types" -c "SELECT line FROM zz_log ORDER BY id" >"$work/got"
same "on PostgreSQL" "$root/tests/script/reflected/postgresql.txt" "$work/got"
"$limbeck" --url "sqlite:///$work/x.db" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
sqlite3 "$work/x.db" "SELECT line FROM zz_log ORDER BY id" >"$work/got"
same "on SQLite" "$root/tests/script/reflected/sqlite.txt" "$work/got"
finish
