#!/bin/sh
# The version table where something is odd about it: rows that a script took away, a schema that
# env.py makes for it, its SQL alone.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE versioned"
revision a None <<'P'
op.execute("CREATE TABLE kept (x INTEGER)")
P
revision b '"a"' <<'P'
op.execute("DELETE FROM alembic_version")
P
cat >alembic/versions/c.py <<'P'
from alembic import op
revision = "c"
down_revision = "a"
def upgrade():
    pass
def downgrade():
    op.execute("UPDATE alembic_version SET version_num = 'somewhere'")
P
for kind in sqlite postgresql; do
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/versioned.db" ;;
    postgresql) export LIMBECK_URL="$server/versioned" ;;
    esac
    "$limbeck" upgrade a >"$work/out" 2>&1
    "$limbeck" upgrade b >"$work/out" 2>&1
    check "$kind: a script that takes its own row away" "$([ $? = 2 ]; echo $?)"
    says "$kind: is told in Alembic's words" "expected to match one row when updating 'a' to 'b' in 'alembic_version'; 0 found"
    "$limbeck" current >"$work/out" 2>&1
    says "$kind: and undone" "^a "
    "$limbeck" upgrade c >"$work/out" 2>&1
    "$limbeck" downgrade a >"$work/out" 2>&1
    says "$kind: going down too" "expected to match one row when updating 'c' to 'a' in 'alembic_version'; 0 found"
    "$limbeck" ensure_version >"$work/out" 2>&1
    check "$kind: ensure_version finds it there" $?
    "$limbeck" ensure_version --sql >"$work/out" 2>&1
    says "$kind: its SQL alone" "^CREATE TABLE alembic_version"
    "$limbeck" stamp --sql c:b >"$work/out" 2>&1
    check "$kind: stamps from a revision to one of another line, as SQL" $?
    "$limbeck" stamp nosuch >"$work/out" 2>&1
    says "$kind: a stamp of nothing" "Can't locate revision identified by 'nosuch'"
done
revision d '"c"' <<'P'
op.execute("CREATE SCHEMA whole")
P
sed -i 's/    pass/    op.execute("DROP SCHEMA whole CASCADE")/' alembic/versions/d.py
"$limbeck" upgrade d >"$work/out" 2>&1
"$limbeck" downgrade c --stash >"$work/out" 2>&1
says "a schema is not kept as a whole" "schema whole cannot be kept as a whole"
check "and so not dropped" "$([ "$(psql -t -A "$LIMBECK_URL" -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'whole'")" = 1 ]; echo $?)"
cat >alembic/env.py <<'P'
from alembic import context
from sqlalchemy import create_engine, text
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS apart"))
    connection.commit()
    context.configure(connection=connection, version_table="steps", version_table_schema="apart", version_table_pk=False)
    with context.begin_transaction():
        context.run_migrations()
P
"$limbeck" ensure_version >"$work/out" 2>&1
check "a schema that env.py makes" "$([ "$(psql -t -A "$LIMBECK_URL" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'apart' AND tablename = 'steps'")" = 1 ]; echo $?)"
"$limbeck" stamp d --purge >"$work/out" 2>&1 && "$limbeck" downgrade c >"$work/out" 2>&1
check "a version table without a key" $?
finish
