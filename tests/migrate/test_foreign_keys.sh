#!/bin/sh
# SQLite drops the table that it rebuilds: with foreign keys enforced, the rows that
# refer to it must not go with it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/alembic/versions"
cd "$work/p" || exit 1
printf '[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine, text
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    connection.execute(text("PRAGMA foreign_keys = ON"))
    connection.commit()
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
cat >alembic/versions/one.py <<X
from alembic import op
import sqlalchemy as sa
revision = "one"
down_revision = None
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(5)))
    op.create_table("child", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")))
    op.execute("INSERT INTO parent (id, a) VALUES (1, 'x'), (2, 'y')")
    op.execute("INSERT INTO child (id, parent) VALUES (1, 1), (2, 2), (3, 2)")
def downgrade():
    op.drop_table("child")
    op.drop_table("parent")
X
revision two '"one"' <<X
with op.batch_alter_table("parent") as batch:
    batch.alter_column("a", existing_type=sa.String(5), nullable=False)
X
revision three '"two"' <<X
with op.batch_alter_table("parent") as batch:
    batch.alter_column("a", existing_type=sa.String(5), nullable=True)
op.execute("DELETE FROM parent WHERE id = 2")
X
revision four '"two"' <<X
op.execute("DELETE FROM parent WHERE id = 2")
X
children() { sqlite3 x.db "SELECT count(*) FROM child"; }
"$limbeck" upgrade one
check "three children" "$([ "$(children)" = 3 ]; echo $?)"
"$limbeck" upgrade two >"$work/out" 2>&1
check "a rebuild of their parents leaves them" "$([ $? = 0 ] && [ "$(children)" = 3 ]; echo $?)"
check "and that is said" "$(grep -q "two rebuilds a table: foreign keys are set aside" "$work/out"; echo $?)"
check "the table is rebuilt" "$(sqlite3 x.db .schema | grep -q "a VARCHAR(5) NOT NULL"; echo $?)"
sqlite3 x.db .dump >"$work/before"
"$limbeck" upgrade three >"$work/out" 2>&1
check "rows that would refer to nothing are refused" "$([ $? = 4 ] && grep -q "2 rows would refer to rows that are not there" "$work/out"; echo $?)"
sqlite3 x.db .dump >"$work/after"
same "and nothing changed" "$work/before" "$work/after"
"$limbeck" upgrade four
check "a step without a rebuild has its foreign keys" "$([ $? = 0 ] && [ "$(children)" = 1 ]; echo $?)"
finish
