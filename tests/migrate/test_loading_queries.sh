#!/bin/sh
# What a script asks the database while it loads: Alembic loads all scripts before the first step, so the answers are
# those before the run. The first step's script has them; of a later step's they are not known, and refused.
# The tables' names are those that Alembic 1.19.1 makes.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE loading"
cat >alembic/env.py <<'P'
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
P
script() { # script ID DOWN LINES-OF-THE-MODULE
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "%s"\ndown_revision = %s\n%s\ndef upgrade():\n    op.create_table("t_%s_" + heard, sa.Column("id", sa.Integer))\ndef downgrade():\n    pass\n' "$1" "$2" "$3" "$1" >"alembic/versions/$1.py"
}
for url in "$server/loading" "sqlite:///$work/loading.db"; do
    printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\n' "$url" >alembic.ini
    rm -f alembic/versions/*.py
    script a None 'bind = op.get_bind()
inspector = sa.inspect(bind)
heard = "_".join(sorted(inspector.get_table_names())) + str(bind.execute(sa.text("SELECT 1 + 1")).scalar())'
    script b '"a"' 'heard = str(sa.inspect(op.get_context().bind).has_table("t_a_alembic_version2")).lower()'
    "$limbeck" upgrade head >"$work/out" 2>&1
    says "a later step's script: what it would have heard is not known" "b.py:5:.*an operation outside upgrade() and downgrade()"
    "$limbeck" upgrade a >"$work/out" 2>&1
    check "the first step's" $?
    "$limbeck" upgrade head >"$work/out" 2>&1
    check "and the other's, where its step is the first" $?
    case $url in
    sqlite*) sqlite3 "$work/loading.db" .tables | tr -s ' ' '\n' | sort | tr '\n' ' ' >"$work/got" ;;
    *) psql -Atq "$url" -c "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1" | tr '\n' ' ' >"$work/got" ;;
    esac
    printf 'alembic_version t_a_alembic_version2 t_b_true ' >"$work/wanted"
    same "their answers" "$work/wanted" "$work/got"
    script c '"b"' 'heard = "x"
op.execute("CREATE TABLE u (id INTEGER)")'
    "$limbeck" upgrade head >"$work/out" 2>&1
    says "a script that changes something while it loads" "c.py:6:.*an operation outside upgrade() and downgrade()"
    script c '"b"' 'heard = "x"
op.get_bind().execute(sa.text("DELETE FROM alembic_version"))'
    "$limbeck" upgrade head >"$work/out" 2>&1
    says "or through its connection" "c.py:6:.*an operation outside upgrade() and downgrade()"
done
finish
