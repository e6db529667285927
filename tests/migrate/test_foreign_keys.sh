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
check "and that is said" "$(grep -q "two rebuilds a table: foreign keys are not enforced meanwhile" "$work/out"; echo $?)"
check "the table is rebuilt" "$(sqlite3 x.db .schema | grep -q "a VARCHAR(5) NOT NULL"; echo $?)"
sqlite3 x.db .dump >"$work/before"
"$limbeck" upgrade three >"$work/out" 2>&1
check "rows that would refer to nothing are refused" "$([ $? = 4 ] && grep -q "2 rows would refer to rows that do not exist" "$work/out"; echo $?)"
sqlite3 x.db .dump >"$work/after"
same "and nothing changed" "$work/before" "$work/after"
"$limbeck" upgrade four
check "a step without a rebuild has its foreign keys" "$([ $? = 0 ] && [ "$(children)" = 1 ]; echo $?)"

# A script's own PRAGMA foreign_keys. Under Alembic 1.19.1 it takes effect while pysqlite has no transaction open:
# before the step's first INSERT, UPDATE, DELETE or REPLACE.
sed -i '/PRAGMA foreign_keys/d' alembic/env.py
own() { # own NAME, BODY on standard input: "status parents children" after one, NAME and a DELETE in a step of its own
    rm -f x.db alembic/versions/own.py alembic/versions/after.py
    revision own '"one"'
    revision after '"own"' <<X
op.execute("DELETE FROM parent WHERE id = 2")
X
    "$limbeck" upgrade after >"$work/out" 2>&1
    echo "$? $(sqlite3 x.db "SELECT count(*) FROM parent") $(children)" >"$work/is"
    printf '%s\n' "$2" >"$work/wanted"
    same "$1" "$work/wanted" "$work/is"
}
own "ON first: rows of both steps are deleted with their parents" "0 0 0" <<X
op.execute("PRAGMA foreign_keys=ON")
op.execute("DELETE FROM parent WHERE id = 1")
X
check "and the notice says when it is set" "$(grep -q "own switches foreign keys on: done before BEGIN" "$work/out"; echo $?)"
own "after a read it is still the first" "0 0 0" <<X
list(op.get_bind().execute(sa.text("SELECT * FROM parent")))
op.execute("PRAGMA main.foreign_keys('yes')")
op.execute("DELETE FROM parent WHERE id = 1")
X
own "last: it holds for the next step" "0 1 1" <<X
op.add_column("child", sa.Column("note", sa.Integer))
op.execute("PRAGMA foreign_keys = 1")
X
own "after an INSERT it has no effect, as under Alembic" "0 1 3" <<X
op.execute("INSERT INTO parent (id, a) VALUES (9, 'z')")
op.execute("PRAGMA foreign_keys = ON")
op.execute("DELETE FROM parent WHERE id = 1")
X
own "between a change of the schema and a DELETE it is refused" "3 2 3" <<X
op.add_column("child", sa.Column("note", sa.Integer))
op.execute("PRAGMA foreign_keys = ON")
op.execute("DELETE FROM parent WHERE id = 1")
X
check "with its line and what it would change" "$(grep -q "own.py:8:5: PRAGMA foreign_keys on line 7: SQLite ignores it" "$work/out"; echo $?)"
own "a rebuild still keeps the referring rows" "0 1 1" <<X
op.execute("PRAGMA foreign_keys = ON")
with op.batch_alter_table("parent") as batch:
    batch.alter_column("a", existing_type=sa.String(5), nullable=False)
X
check "and says so" "$(grep -q "own rebuilds a table: foreign keys are not enforced meanwhile" "$work/out"; echo $?)"
sed -i 's/^    context.configure/    connection.execute(text("PRAGMA foreign_keys = ON"))\n    connection.commit()\n&/' alembic/env.py
own "OFF first, where env.py has them on: nothing is deleted with its parent" "0 0 3" <<X
op.execute("PRAGMA foreign_keys = OFF")
op.execute("DELETE FROM parent WHERE id = 1")
X
own "OFF around a rebuild: they are off for the next step, too" "0 1 3" <<X
op.execute("PRAGMA foreign_keys = OFF")
with op.batch_alter_table("parent") as batch:
    batch.alter_column("a", existing_type=sa.String(5), nullable=False)
X
finish
