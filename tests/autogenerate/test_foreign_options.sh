#!/bin/sh
# Options of databases that are not open here are written into the script, as Alembic does: the project may run there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
export LIMBECK_URL="sqlite:///$work/x.db"
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nprepend_sys_path = .\n' >alembic.ini
# shellcheck disable=SC2016 # of the template
printf 'revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\nfrom alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n' >m/script.py.mako
printf 'from alembic import context\nfrom sqlalchemy import create_engine\nimport models\nwith create_engine("sqlite:///x.db").connect() as connection:\n    context.configure(connection=connection, target_metadata=models.target)\n    with context.begin_transaction():\n        context.run_migrations()\n' >m/env.py
cat >models.py <<'X'
from sqlalchemy import *
target = MetaData()
Table("t", target, Column("id", Integer, primary_key=True), Column("a", Text), Index("ix_a", "a", mysql_length={"a": 5}, mysql_prefix="FULLTEXT"),
      mysql_engine="InnoDB", mysql_charset="utf8mb4", mariadb_engine="Aria", mysql_comment=None)
X
cat >"$work/wanted" <<'X'
    op.create_table('t',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    mariadb_engine='Aria',
    mysql_charset='utf8mb4',
    mysql_comment=None,
    mysql_engine='InnoDB'
    )
    op.create_index('ix_a', 't', ['a'], unique=False, mysql_length={'a': 5}, mysql_prefix='FULLTEXT')
X
"$limbeck" revision --autogenerate -m x --rev-id aa >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
sed -n '/create_table/,/create_index/p' m/versions/aa_x.py >"$work/got"
same "of a table and an index" "$work/wanted" "$work/got"
"$limbeck" upgrade head >"$work/out" 2>&1
check "and the script runs here" $?
finish
