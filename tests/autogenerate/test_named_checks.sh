#!/bin/sh
# CHECK constraints with a name are compared by it, as Alembic 1.19.1 does by default. The expected operations are what
# it wrote for the same models and tables (alembic revision --autogenerate).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
printf 'revision = "${up_revision}"\ndown_revision = None\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n' >alembic/script.py.mako
sqlite3 x.db 'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, CONSTRAINT ck_old CHECK (id < 9), CONSTRAINT ck_b CHECK (n > 1), CHECK (n > 0), CONSTRAINT ck_a CHECK (n < 5))'
compare() { # compare OPTIONS: the constraints' lines of the script that is written
    cat >alembic/env.py <<P
from alembic import context
from sqlalchemy import create_engine, MetaData, Table, Column, Integer, Boolean, CheckConstraint
metadata = MetaData()
Table("a", metadata, Column("id", Integer, primary_key=True), Column("n", Integer, CheckConstraint("n > 2", name="ck_new")),
      CheckConstraint("n > 7", name="ck_b"), CheckConstraint("n > 4"), CheckConstraint("id > 4", name="ck_c"))
def keeps(object, name, type_, reflected, compare_to):
    return name != "ck_old"
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, $1)
    with context.begin_transaction():
        context.run_migrations()
P
    rm -f alembic/versions/*
    "$limbeck" revision --autogenerate -m x >"$work/out" 2>&1
    status=$?
    cat alembic/versions/*.py 2>/dev/null | sed -n 's/^ *\(op\..*\)/\1/p' >"$work/script"
}
compare ""
cat >"$work/wanted" <<'P'
op.drop_constraint(op.f('ck_a'), 'a', type_='check')
op.drop_constraint(op.f('ck_old'), 'a', type_='check')
op.create_check_constraint('ck_c', 'a', 'id > 4')
op.create_check_constraint('ck_new', 'a', 'n > 2')
op.drop_constraint('ck_new', 'a', type_='check')
op.drop_constraint('ck_c', 'a', type_='check')
op.create_check_constraint(op.f('ck_old'), 'a', 'id < 9')
op.create_check_constraint(op.f('ck_a'), 'a', 'n < 5')
P
same "those that are new or gone by name, sorted; conditions and unnamed ones are not compared" "$work/wanted" "$work/script"
compare "include_object=keeps"
grep -v ck_old "$work/wanted" >"$work/kept"
same "include_object is asked" "$work/kept" "$work/script"
compare "autogenerate_plugins=['alembic.autogenerate.*', '~alembic.autogenerate.checkconstraint_byname']"
check "autogenerate_plugins leaves them out" "$([ $status = 0 ] && [ ! -s "$work/script" ]; echo $?)"
compare "autogenerate_plugins=['alembic.autogenerate.*', 'app.plugin']"
check "another plugin is refused by name" "$([ $status = 3 ] && grep -q autogenerate_plugins "$work/out"; echo $?)"
finish
