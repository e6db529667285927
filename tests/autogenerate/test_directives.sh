#!/bin/sh
# process_revision_directives and render_item() that limbeck does not follow: refused by name, and no script is written.
# tests/projects has those that it follows, beside what Alembic writes.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
printf 'revision = "${up_revision}"\ndown_revision = None\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\n' >alembic/script.py.mako
environment() { # environment HEAD HOOK
    cat >alembic/env.py <<P
from alembic import context
from sqlalchemy import create_engine, MetaData, Table, Column, Integer
metadata = MetaData()
Table("t", metadata, Column("id", Integer, primary_key=True))
$1
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, process_revision_directives=$2)
    with context.begin_transaction():
        context.run_migrations()
P
    rm -f alembic/versions/*
    "$limbeck" revision --autogenerate -m x >"$work/out" 2>&1
    status=$?
}
refuses() { # refuses NAME PATTERN
    [ $status = 3 ] && grep -q "$2" "$work/out" && [ -z "$(ls alembic/versions)" ]
    bad=$?
    [ $bad = 0 ] || sed "s/^/# $status /" "$work/out"
    check "$1" $bad
}
environment "from notthere import hook" hook
refuses "a hook that could not be imported" "process_revision_directives: 'notthere.hook', which limbeck does not know"
hook() { # hook NAME PATTERN LINES
    environment "from alembic.operations import ops
import sqlalchemy as sa
def hook(context, revision, directives):
    script = directives[0]
$3" hook
    refuses "$1" "$2"
}
hook "a hook that writes several scripts" "a hook that writes several scripts" "    directives.append(script)"
hook "a hook that removes a column of a new table" "removes the column 'id' from a new table" \
    "    script.upgrade_ops.ops[0].columns = script.upgrade_ops.ops[0].columns[1:]"
hook "a hook that removes a constraint of a new table" "removes a constraint from a new table" \
    "    script.upgrade_ops.ops[0].columns = script.upgrade_ops.ops[0].columns[:1]"
hook "a hook that adds a column with a constraint" "adds the column 'u', which has a constraint" \
    "    script.upgrade_ops.ops[0].columns.append(sa.Column('u', sa.Integer, unique=True))"
hook "a hook that renames a new table" "sets 'table_name' of CreateTableOp" "    script.upgrade_ops.ops[0].table_name = 'u'"
hook "a hook that sets what a column does not take here" "sets 'primary_key' of a column" \
    "    script.upgrade_ops.ops[0].columns[0].primary_key = False"
hook "a hook that makes an index of expressions" "makes an index of expressions" \
    "    script.upgrade_ops.ops.append(ops.CreateIndexOp('i', 't', [sa.text('lower(a)')]))"
hook "a hook whose SQL is no text" "ExecuteSQLOp is no plain text" \
    "    script.upgrade_ops.ops.append(ops.ExecuteSQLOp(sa.text('SELECT 1')))"
hook "a hook that makes an operation of its own class" "makes or changes Own" \
    "    class Own(ops.MigrateOperation): pass
    script.upgrade_ops.ops.append(Own())"
hook "a hook that reads the connection" "'.connection' of the MigrationContext" "    context.connection.execute(sa.text('SELECT 1'))"
hook "a hook that compares by itself" "'.as_diffs' of UpgradeOps" "    script.upgrade_ops.as_diffs()"
hook "a hook that asks for a revision that is not there" "ScriptDirectory where Alembic says" \
    "    context.script.get_revision('nothing')"
environment "def hook(*arguments):
    return None" "None, render_item=hook"
refuses "render_item() that returns None" "render_item() that returns a NoneType"
environment "from notthere import hook" "None, render_item=hook"
refuses "render_item() that could not be imported" "render_item: 'notthere.hook', which limbeck does not know"
environment "def hook(context, revision, directives):
    if not directives[0].upgrade_ops.is_empty():
        directives[:] = []" hook
check "a hook that wants no script" "$([ $status = 0 ] && [ -z "$(ls alembic/versions)" ]; echo $?)"
finish
