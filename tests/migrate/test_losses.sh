#!/bin/sh
# What a path destroys, in numbers: those a condition picks, those a narrower type may change, and what
# is said where counting takes too long.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d "${on:-losses}" "$@"; }
on=postgres psql_do -c "CREATE DATABASE losses"
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/losses"
revision r1 None <<X1
op.execute("CREATE TABLE prices (id INTEGER PRIMARY KEY, amount NUMERIC(10, 4))")
op.execute("INSERT INTO prices VALUES (1, 1.2345), (2, 2.5), (3, NULL)")
X1
revision r2 '"r1"' <<X1
op.alter_column("prices", "amount", existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 2))
op.execute("DELETE FROM prices WHERE id > 2")
op.drop_table("prices")
X1
"$limbeck" upgrade r1 >/dev/null 2>&1
"$limbeck" losses r2 >"$work/out" 2>&1
says "a narrower type: so many values" "may change values of column prices.amount: 1 value in 1 row"
says "a condition: so many rows" "deletes rows of table prices: 1 row$"
says "all of them" "destroys table prices: 3 rows"

psql_do -c "ANALYZE prices"
mkfifo "$work/holder"
psql_do <"$work/holder" >/dev/null 2>&1 &
holder=$!
exec 3>"$work/holder"
echo "BEGIN; LOCK TABLE prices;" >&3
until [ "$(psql_do -c "SELECT count(*) FROM pg_locks WHERE relation = 'prices'::regclass AND granted")" = 1 ]; do :; done
"$limbeck" losses r2 >"$work/out" 2>&1
says "what cannot be counted in time is said" "destroys table prices: not counted, because it takes more than 2 s: about 3 rows by the planner's statistics"
exec 3>&-
wait $holder
finish
