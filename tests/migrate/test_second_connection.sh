#!/bin/sh
# Connections that a script opens itself see what is committed, and nothing of the migration's transaction: on
# PostgreSQL all steps are in one, on SQLite each DDL statement of Alembic's is committed at once. What is printed was
# printed by Alembic 1.19.1 with SQLAlchemy 2.0.52 too, with psycopg2 and pysqlite.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE second"
cat >alembic/env.py <<'P'
from alembic import context
from sqlalchemy import engine_from_config, pool
engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=context.config.get_main_option("each") == "yes")
    with context.begin_transaction():
        context.run_migrations()
P
revision a None <<'P'
op.create_table("a", sa.Column("id", sa.Integer, primary_key=True))
P
revision b '"a"' <<'P'
from sqlalchemy.engine import reflection
config = op.get_context().config
own = sa.engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.")
bind = op.get_bind()
op.create_table("b", sa.Column("id", sa.Integer, primary_key=True))
for name in ("a", "b"):
    print(name, sa.inspect(bind).has_table(name), sa.inspect(bind.engine).has_table(name),
          reflection.Inspector.from_engine(own).has_table(name), sa.inspect(own).has_table(name))
with bind.engine.connect() as connection:
    print(connection.execute(sa.text("SELECT 1 + :x"), {"x": 1}).scalar(), connection.closed)
print(connection.closed, bind.engine.name, bind.engine.dialect.name)
with own.begin() as connection:
    print(connection.scalar(sa.select(sa.literal(7))))
op.create_table("saw_" + str(sa.inspect(own).has_table("b")).lower(), sa.Column("id", sa.Integer))
own.dispose()
P
run() { # run URL EACH
    printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\neach = %s\n' "$1" "$2" >alembic.ini
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
}
heard() { sed -n 's/^notice: //p' "$work/out"; }
wanted() { # wanted NAME: what Alembic printed on standard input
    cat >"$work/wanted"
    heard >"$work/got"
    same "$1" "$work/wanted" "$work/got"
}
run "$server/second" no
wanted "one transaction for all steps" <<'X'
a True False False False
b True False False False
2 False
True postgresql postgresql
7
X
check "and the table that was made says so" "$(psql -Atq "$server/second" -c "SELECT 1 FROM saw_false" >/dev/null; echo $?)"
psql -q "$server/postgres" -c "DROP DATABASE second" -c "CREATE DATABASE second"
run "$server/second" yes
wanted "one for each step" <<'X'
a True True True True
b True False False False
2 False
True postgresql postgresql
7
X
printf 'sa.create_engine(op.get_context().config.get_main_option("sqlalchemy.url")).connect()\n' | revision c '"b"'
"$limbeck" upgrade b:c --sql >"$work/out" 2>&1
says "where SQL is only printed there is none" "c.py:.*a second connection opened by the script in SQL that is only printed"
refused() { # refused NAME PATTERN: the lines of a third revision on standard input
    revision c '"b"'
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    says "$1" "c.py:.*limbeck does not evaluate this: $2"
    "$limbeck" current >"$work/out" 2>&1
    says "and nothing stays" '^b$'
    rm alembic/versions/c.py
}
refused "a statement that writes" "SQL other than a query, on a second connection" <<'P'
with op.get_bind().engine.begin() as connection:
    connection.execute(sa.text("DELETE FROM a"))
P
psql -q "$server/second" -c "CREATE SEQUENCE numbers"
refused "a query that writes" "a query that writes, on a second connection" <<'P'
try:
    op.get_bind().engine.connect().execute(sa.text("SELECT nextval('numbers')"))
except Exception:
    pass
P
refused "a query that waits for the step's own lock" "a query on a second connection that waits for the locks of this step" <<'P'
op.add_column("a", sa.Column("name", sa.Text))
op.get_bind().engine.connect().execute(sa.text("SELECT * FROM a"))
P
refused "a table made through an engine" "DDL on a second connection opened by the script" <<'P'
sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer)).create(op.get_bind().engine)
P
refused "another database" "connecting in a script to another database" <<'P'
sa.create_engine("postgresql://limbeck@127.0.0.1/postgres").connect()
P
refused "an engine with settings" "connecting in a script through an engine with settings such as connect_args" <<'P'
config = op.get_context().config
sa.create_engine(config.get_main_option("sqlalchemy.url"), connect_args={"options": "-c role=x"}).connect()
P
run "sqlite:///$work/second.db" no
wanted "SQLite" <<'X'
a True True True True
b True True True True
2 False
True sqlite sqlite
7
X
refused "on SQLite after rows were changed" "a second connection opened by the script, after this step changed rows" <<'P'
op.execute("INSERT INTO a VALUES (1)")
sa.inspect(op.get_bind().engine).has_table("a")
P
finish
