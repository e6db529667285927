#!/bin/sh
# execution_options() of a connection, a statement, a call: those with an effect are refused by name, others have none.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export LIMBECK_URL="sqlite:///$work/x.db"
t='t = sa.table("t", sa.column("a", sa.Integer))'
takes() { # takes NAME LINE PATTERN: upgrade() with the line; an empty pattern: it runs
    rm -f "$work/x.db"
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    %s\n    op.execute("CREATE TABLE t (a INTEGER)")\n    bind = op.get_bind()\n    %s\ndef downgrade():\n    pass\n' "$t" "$2" >alembic/versions/a.py
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    if [ -n "$3" ]; then
        says "$1" "a.py:9:.*limbeck does not evaluate this: $3"
    else
        [ "$status" = 0 ] || sed 's/^/# /' "$work/out"
        check "$1" "$status"
    fi
}
takes "a connection: a map of schemas" 'bind.execution_options(schema_translate_map={None: "x"}).execute(t.insert().values(a=1))' "execution_options(schema_translate_map=...)"
takes "a connection: its isolation" 'bind.execution_options(isolation_level="AUTOCOMMIT")' "execution_options(isolation_level=...)"
takes "a call" 'bind.execute(t.insert().values(a=1), execution_options={"schema_translate_map": {None: "x"}})' "execution_options(schema_translate_map=...)"
takes "exec_driver_sql()" 'bind.exec_driver_sql("SELECT 1", execution_options={"no_parameters": True})' "execution_options(no_parameters=...)"
takes "an INSERT" 'bind.execute(t.insert().values(a=1).execution_options(schema_translate_map={None: "x"}))' "execution_options(schema_translate_map=...)"
takes "a SELECT" 'bind.execute(sa.select(t.c.a).execution_options(sqlite_raw_colnames=True))' "execution_options(sqlite_raw_colnames=...)"
takes "op.execute()" 'op.execute("SELECT 1", execution_options={"no_parameters": True})' "execution_options(no_parameters=...)"
takes "autocommit, which SQLAlchemy 2 does not know" 'bind.execute(sa.text("INSERT INTO t VALUES (1)").execution_options(autocommit=True))' ""
takes "streams, names of the application" 'bind.execution_options(stream_results=True, owner="x").execute(sa.select(t.c.a), execution_options={"yield_per": 5})' ""
finish
