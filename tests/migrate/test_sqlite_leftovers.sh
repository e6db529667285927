#!/bin/sh
# What the real Alembic leaves of a batch that fails on SQLite, and limbeck mend.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/alembic/versions"
cd "$work/p" || exit 1
printf '[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(5)))\n    op.execute("INSERT INTO t (id, a) VALUES (1, NULL), (2, '"'x'"')")\ndef downgrade():\n    op.drop_table("t")\n' >alembic/versions/one.py
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "two"\ndown_revision = "one"\ndef upgrade():\n    with op.batch_alter_table("t") as batch:\n        batch.alter_column("a", existing_type=sa.String(5), nullable=False)\ndef downgrade():\n    pass\n' >alembic/versions/two.py
alembic upgrade head >"$work/out" 2>&1
check "Alembic leaves its table behind" "$(sqlite3 x.db .tables | grep -q _alembic_tmp_t; echo $?)"
sqlite3 x.db "UPDATE t SET a = 'y'"
"$limbeck" upgrade head >"$work/out" 2>&1
check "limbeck meets it, and says what it is" "$([ $? = 4 ] && grep -q "hint: an Alembic batch operation failed half-way.*limbeck mend" "$work/out"; echo $?)"
sqlite3 x.db .dump >"$work/before"
"$limbeck" mend >"$work/out" 2>&1
check "mend tells, status 1" "$([ $? = 1 ] && grep -q "_alembic_tmp_t is a copy with 0 of the 2 rows of t, which is unchanged" "$work/out"; echo $?)"
sqlite3 x.db .dump >"$work/after"
same "and changes nothing" "$work/before" "$work/after"
"$limbeck" mend --yes >"$work/out" 2>&1
check "mend --yes" "$([ $? = 0 ] && ! sqlite3 x.db .tables | grep -q _alembic_tmp; echo $?)"
"$limbeck" upgrade head
check "and the step goes on" "$([ "$("$limbeck" current)" = "two (head)" ]; echo $?)"
sqlite3 x.db "ALTER TABLE t RENAME TO _alembic_tmp_t"
"$limbeck" mend --yes >"$work/out" 2>&1
check "the only copy gets its name back" "$([ $? = 0 ] && grep -q "holds the 2 rows of t, which does not exist" "$work/out" && [ "$(sqlite3 x.db "SELECT count(*) FROM t")" = 2 ]; echo $?)"
"$limbeck" mend >"$work/out" 2>&1
check "nothing is left, status 0" $?
check "the journal knows of it" "$([ "$("$limbeck" journal | grep -c "    mend")" = 2 ]; echo $?)"

# a revision that failed in the middle: what came before the first row is there for good
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "three"\ndown_revision = "two"\ndef upgrade():\n    op.create_table("u", sa.Column("id", sa.Integer, primary_key=True))\n    op.add_column("t", sa.Column("more", sa.Integer))\n    op.create_index("ix", "u", ["id"])\n    op.execute("INSERT INTO u (id) VALUES (1)")\n    op.execute("UPDATE missing SET id = 1")\n    op.create_table("v", sa.Column("id", sa.Integer))\ndef downgrade():\n    pass\n' >alembic/versions/three.py
alembic upgrade head >"$work/out" 2>&1
check "Alembic leaves the beginning of a revision behind" "$(sqlite3 x.db .tables | grep -q "u" && [ "$("$limbeck" current)" = two ]; echo $?)"
sed -i 's/UPDATE missing SET id = 1/UPDATE u SET id = 2/' alembic/versions/three.py
"$limbeck" upgrade head >"$work/out" 2>&1
check "limbeck meets it, and says where to look" "$([ $? = 4 ] && grep -q "hint: if Alembic failed in the middle.*limbeck mend" "$work/out"; echo $?)"
"$limbeck" mend >"$work/out" 2>&1
check "mend tells what is there" "$([ $? = 1 ] && grep -q "revision three is half applied: 3 of the 6 statements" "$work/out" && [ "$(grep -c "    there: " "$work/out")" = 3 ]; echo $?)"
"$limbeck" mend --yes >"$work/out" 2>&1
check "mend --yes runs the rest" "$([ $? = 0 ] && [ "$("$limbeck" current)" = "three (head)" ] && [ "$(sqlite3 x.db "SELECT id FROM u; SELECT count(*) FROM v")" = "2
0" ]; echo $?)"
"$limbeck" mend >"$work/out" 2>&1
check "and then nothing is half-done" $?
sqlite3 x.db "DROP INDEX ix; DROP TABLE v; UPDATE alembic_version SET version_num = 'two'"
sqlite3 x.db "CREATE TABLE v (id INTEGER)"
"$limbeck" mend --yes >"$work/out" 2>&1
check "what is there in no order is told, and left alone" "$([ $? = 1 ] && grep -q "limbeck cannot run the rest: a later part of the script is in the database" "$work/out" && [ "$("$limbeck" current)" = two ]; echo $?)"
sqlite3 x.db "UPDATE alembic_version SET version_num = 'three'"
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "four"\ndown_revision = "three"\ndef upgrade():\n    op.drop_table("never", if_exists=True)\n    op.create_table("w", sa.Column("id", sa.Integer))\ndef downgrade():\n    pass\n' >alembic/versions/four.py
"$limbeck" mend >"$work/out" 2>&1
check "what may find its work done is no beginning" $?
rm alembic/versions/four.py

# every kind of DDL that leaves something to look for
sqlite3 x.db "CREATE INDEX ix ON u (id); CREATE TABLE old (id INTEGER)"
cat >alembic/versions/five.py <<X
from alembic import op
import sqlalchemy as sa
revision = "five"
down_revision = "three"
def upgrade():
    op.rename_table("v", "vv")
    op.drop_index("ix", "u")
    op.drop_column("t", "more")
    op.drop_table("old")
    op.execute("INSERT INTO u (id) VALUES (9)")
    op.execute("UPDATE missing SET id = 1")
def downgrade():
    pass
X
alembic upgrade head >"$work/out" 2>&1
sed -i 's/UPDATE missing SET id = 1/UPDATE u SET id = 10 WHERE id = 9/' alembic/versions/five.py
"$limbeck" mend >"$work/out" 2>&1
says "a table renamed, an index, a column and a table gone: four of six are there" "revision five is half applied: 4 of the 6 statements"
"$limbeck" mend --yes >"$work/out" 2>&1
check "and the rest is run" "$([ $? = 0 ] && [ "$("$limbeck" current)" = "five (head)" ] && [ "$(sqlite3 x.db "SELECT max(id) FROM u")" = 10 ]; echo $?)"
printf '\n[limbeck]\nconfirm = typed\n' >>alembic.ini
sqlite3 x.db "ALTER TABLE t RENAME TO _alembic_tmp_t"
"$limbeck" mend --yes </dev/null >"$work/out" 2>&1
check "a marked database wants its name" "$([ $? = 2 ] && grep -q "type the name of this database" "$work/out"; echo $?)"
"$limbeck" mend --yes --confirm x.db >"$work/out" 2>&1
check "and takes it" $?
finish
