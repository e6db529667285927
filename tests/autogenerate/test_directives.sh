#!/bin/sh
# process_revision_directives that change what is generated: refused by name, where Alembic 1.19.1 writes
# another script; where there is nothing to change they do no harm.
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
rewriter='from alembic.autogenerate import rewriter
from alembic.operations import ops
writer = rewriter.Rewriter()
@writer.rewrites(ops.CreateTableOp)
def order(context, revision, op):
    return op'
environment "$rewriter" writer
refuses "a Rewriter" "a Rewriter, which changes what is generated"
environment "$rewriter
def hook(context, revision, directives):
    writer(context, revision, directives)" hook
refuses "a Rewriter that a function calls" "env.py:.*a Rewriter, which changes what is generated"
environment "from alembic.autogenerate.rewriter import Rewriter
one = Rewriter()
two = one.chain(Rewriter())" two
refuses "a chain of them" "a Rewriter, which changes what is generated"
environment "from notthere import hook" hook
refuses "a hook that could not be imported" "process_revision_directives: 'notthere.hook', which limbeck could not import"
environment "def hook(context, revision, directives):
    directives[0].upgrade_ops.ops = []" hook
refuses "a hook that removes operations" "env.py:.*a hook that sets 'ops' of the operations"
environment "def hook(context, revision, directives):
    directives[0].message = 'fixed ' + directives[0].message" hook
refuses "a hook that reads the message" "env.py:.*'.message' of Script"
environment "def hook(context, revision, directives):
    directives[0].rev_id = '0007'" hook
refuses "a hook that numbers revisions" "env.py:.*a hook that sets 'rev_id' of the script"
environment "def hook(context, revision, directives):
    directives.append(directives[0])" hook
refuses "a hook that writes directives" "a hook that writes directives by itself"
environment "def hook(context, revision, directives):
    if not directives[0].upgrade_ops.is_empty():
        directives[:] = []" hook
check "a hook that wants no script" "$([ $status = 0 ] && [ -z "$(ls alembic/versions)" ]; echo $?)"
sqlite3 x.db 'CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)'
environment "$rewriter" writer
check "a Rewriter with nothing to rewrite" $status
finish
