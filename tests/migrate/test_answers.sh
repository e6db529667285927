#!/bin/sh
# What a script gets from a database and sends to it, type by type; recorded from Alembic (with psycopg2).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export PGTZ=UTC
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
for recorded in "$root"/tests/migrate/answers/*.txt; do
    name=$(basename "$recorded" .txt)
    script=${name%.*} database=${name#*.}
    rm -f alembic/versions/*
    cp "$root/tests/migrate/answers/$script.py" alembic/versions/
    case $database in
    sqlite) url="sqlite:///$work/answers.db" ;;
    postgresql)
        url="$server/answers_$script"
        psql -q "$server/postgres" -c "CREATE DATABASE answers_$script"
        ;;
    esac
    LIMBECK_URL="$url" "$limbeck" upgrade head >"$work/out" 2>&1
    check "$script on $database: runs" $?
    sed -n 's/^notice: //p' "$work/out" >"$work/got"
    same "$script on $database: as Alembic has it" "$recorded" "$work/got"
done

asks() { # asks NAME DRIVER QUERY PATTERN
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "ask"\ndown_revision = None\ndef upgrade():\n    print(repr(op.get_bind().execute(sa.text("%s")).scalar()))\n' "$3" >alembic/versions/ask.py
    LIMBECK_URL="postgresql$2://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/answers_read" "$limbeck" upgrade ask >"$work/out" 2>&1
    says "$1" "$4"
    psql -q "$server/answers_read" -c "DELETE FROM alembic_version"
}
rm -f alembic/versions/*
psql -q "$server/answers_read" -c "DELETE FROM alembic_version"
asks "asyncpg leaves JSON as text" +asyncpg "SELECT CAST('[1]' AS jsonb)" "'\[1\]'"
asks "only psycopg2 has an address as text" +psycopg "SELECT CAST('10.0.0.1' AS inet)" "does not convert to a Python value (inet)"
asks "ranges are refused by name" "" "SELECT int4range(1, 3)" "does not convert to a Python value (int4range)"
asks "and what lies beyond a datetime" "" "SELECT CAST('infinity' AS timestamp)" "limbeck has no value for infinity"
asks "not a number, as psycopg2 has it" "" "SELECT CAST('NaN' AS numeric)" "Decimal('NaN')"
asks "XML is its text" "" "SELECT CAST('x' AS pg_catalog.xml)" "'x'"
cat >alembic/versions/ask.py <<'P'
from alembic import op
import sqlalchemy as sa
revision = "ask"
down_revision = None
def upgrade():
    try:
        op.get_bind().execute(sa.text("SELECT CAST('infinity' AS timestamp)")).scalar()
    except Exception:
        print("went on")
P
LIMBECK_URL="$server/answers_read" "$limbeck" upgrade ask >"$work/out" 2>&1
check "what limbeck lacks no script catches" "$([ $? = 3 ] && ! grep -q "went on" "$work/out"; echo $?)"
cat >alembic/versions/ask.py <<'P'
from alembic import op
import sqlalchemy as sa
revision = "ask"
down_revision = None
def upgrade():
    op.get_bind().scalar(sa.text("SELECT set_config('fleet.name', 'boats', true)"))
    op.get_bind().scalars(sa.text("SELECT 1"))
    print(op.get_bind().scalar(sa.text("SELECT current_setting('fleet.name')")))
P
LIMBECK_URL="$server/answers_read" "$limbeck" upgrade ask >"$work/out" 2>&1
check "scalar() whose value nothing needs" "$([ $? = 0 ] && grep -q "notice: boats" "$work/out"; echo $?)"
finish
