#!/bin/sh
# What env.py makes of the transaction: begin, commit, rollback, close, exceptions, AUTOCOMMIT.
# tests/migrate/environments/transactions.py recorded what Alembic 1.19.1 keeps of each.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL ALEMBIC
answers=$root/tests/migrate/environments
server=postgresql://limbeck@127.0.0.1:$LIMBECK_TEST_PORT/postgres
LIMBECK=$limbeck python3 "$answers/transactions.py" "$server" >"$work/all" 2>&1
# An exception of env.py ends Alembic with 1 and limbeck with 3.
sed 's/: 1 tables/: 3 tables/' "$answers/transactions.postgresql.txt" >"$work/wanted"
sed 's/ |.*//' "$work/all" >"$work/got"
same "PostgreSQL: what Alembic keeps, case by case" "$work/wanted" "$work/got"
check "each of them that keeps nothing says so" "$([ "$(grep -c ': 0 tables=- ' "$work/all")" = 19 ] && ! grep ': 0 tables=- ' "$work/all" | grep -qv 'Rolled back: env.py .*The version table holds nothing, as before'; echo $?)"
check "and none of the others" "$(grep ' version=b' "$work/all" | grep -q "Rolled back"; [ $? = 1 ]; echo $?)"
LIMBECK=$limbeck python3 "$answers/transactions.py" sqlite >"$work/all" 2>&1
# Python's sqlite3 begins at the first row that is written, so that tables made before it stay
# whatever env.py rolls back; limbeck keeps nothing then, and says so.
sed 's/: 1 tables/: 3 tables/' "$answers/transactions.sqlite.txt" | sed 's/tables=alembic_version,one version=-/tables=- version=-/' |
    sed '/^savepoint-commit-outer-rollback/s/tables=.*/tables=- version=-/' >"$work/wanted"
sed 's/ |.*//' "$work/all" >"$work/got"
same "SQLite: what Alembic keeps, but for tables without their version row" "$work/wanted" "$work/got"
check "where nothing is kept it says so" "$(grep ': 0 tables=- ' "$work/all" | grep -qv 'Rolled back'; [ $? = 1 ]; echo $?)"

# ---- the journal, a stamp, what would commit midway, one step of several ----
psql_do() { psql -q -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "CREATE DATABASE rolled_back"
plain_project
export XDG_STATE_HOME="$work/state"
cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine
with create_engine("postgresql+psycopg://limbeck@127.0.0.1:$LIMBECK_TEST_PORT/rolled_back").connect() as connection:
    transaction = connection.begin()
    context.configure(connection=connection)
    context.run_migrations()
    if "dry-run" in context.get_x_argument(as_dictionary=True):
        transaction.rollback()
    else:
        transaction.commit()
X
echo 'op.create_table("a", sa.Column("id", sa.Integer))' | revision a None
echo 'op.execute("INSERT INTO a VALUES (1)")' | revision b '"a"'
printf 'with op.get_context().autocommit_block():\n    op.execute("INSERT INTO a VALUES (2)")\n' | revision c '"b"'
echo 'op.create_index("i", "a", ["id"], postgresql_concurrently=True)' | revision d '"b"'
there() { psql_do -d rolled_back -c "SELECT coalesce(string_agg(tablename, ' ' ORDER BY tablename), 'nothing') FROM pg_tables WHERE schemaname = 'public'"; }
dry() { # dry NAME STATUS WORDS...
    name=$1 wanted=$2
    shift 2
    "$limbeck" -x dry-run "$@" >"$work/out" 2>&1
    status=$?
    [ "$status" = "$wanted" ] || sed 's/^/# /' "$work/out"
    check "$name" "$([ "$status" = "$wanted" ]; echo $?)"
}
dry "a dry run of a team" 0 upgrade b
says "it says so before anything runs" "this run will be rolled back: env.py rolls its transaction back (.*alembic/env.py:8)"
check "it keeps nothing" "$([ "$(there)" = nothing ]; echo $?)"
"$limbeck" journal >"$work/out" 2>&1
says "the journal says that it was rolled back" "rolled back after"
dry "a stamp is rolled back, too" 0 stamp a
check "it keeps no version table either" "$([ "$(there)" = nothing ]; echo $?)"
dry "so is ensure_version" 0 ensure_version
check "and nothing is there" "$([ "$(there)" = nothing ]; echo $?)"
dry "batches do not commit between" 0 upgrade b --batch-size 10
check "nothing is there" "$([ "$(there)" = nothing ]; echo $?)"
dry "an autocommit_block() would commit: refused" 3 upgrade c
says "it names what and who" "autocommit_block() would commit what came before it, and env.py rolls its transaction back"
check "and nothing is there" "$([ "$(there)" = nothing ]; echo $?)"
dry "CREATE INDEX CONCURRENTLY as well" 3 upgrade d
check "with nothing left" "$([ "$(there)" = nothing ]; echo $?)"
"$limbeck" upgrade b >"$work/out" 2>&1
check "without -x it commits" "$([ $? = 0 ] && [ "$(there)" = "a alembic_version" ]; echo $?)"
dry "a downgrade is rolled back" 0 downgrade base
says "the version table is looked at again" "The version table holds b, as before"
check "its tables are there" "$([ "$(there)" = "a alembic_version" ]; echo $?)"
dry "rehearse works as ever" 0 rehearse -- -1

# ---- env.py's transaction holds all steps, whatever transaction_per_migration says ----
sed -i 's/connection=connection)/connection=connection, transaction_per_migration=True)/' alembic/env.py
echo 'op.create_table("e", sa.Column("id", sa.Integer))' | revision e '"b"'
echo 'op.execute("SELECT 1/0")' | revision f '"e"'
"$limbeck" upgrade f >"$work/out" 2>&1
check "a step that fails takes the one before it along" "$([ $? = 4 ] && [ "$(there)" = "a alembic_version" ]; echo $?)"
finish
