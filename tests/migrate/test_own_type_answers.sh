#!/bin/sh
# What the application's own type makes of an answer is not run: a query over rows is refused with the first of them,
# and one that finds none has Alembic's answer, as has what is written.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project
cat >alembic/env.py <<'P'
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
P
printf 'sqlalchemy.url = sqlite:///%s/own.db\n' "$work" >>alembic.ini
query='class Own(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_result_value(self, value, dialect):
        return value and value[::-1]
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", Own()))
print([tuple(row) for row in op.get_bind().execute(sa.select(t.c.id, t.c.name).order_by(t.c.id))])'
echo 'op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))' | revision a None
echo "$query" | revision b '"a"'
"$limbeck" upgrade b >"$work/out" 2>&1
check "a query that finds no row" "$([ $? = 0 ] && grep -q '^notice: \[\]$' "$work/out"; echo $?)"
{ echo 'op.execute("INSERT INTO t VALUES (1, NULL)")'; echo "$query"; } | revision c '"b"'
"$limbeck" upgrade c >"$work/out" 2>&1
says "the first row is refused, also where it holds NULL" "c.py:13:.*limbeck does not evaluate this: what the application's own type makes of an answer"
"$limbeck" current >"$work/out" 2>&1
says "and nothing stays" '^b$'
finish
