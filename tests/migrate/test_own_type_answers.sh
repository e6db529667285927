#!/bin/sh
# process_result_value() of the application's own types is evaluated (tests/projects/cases/own-types.txt); what limbeck
# cannot follow is refused with the first row, and a query that finds none has Alembic's answer.
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
{ echo 'op.execute("INSERT INTO t VALUES (1, NULL)")'; echo "$query"; } | sed 's/    def process_result_value.*/    def result_processor(self, dialect, coltype):/; s/value and value.*/None/' | revision c '"b"'
"$limbeck" upgrade c >"$work/out" 2>&1
says "what a type reads in another way is refused at the first row, also where it holds NULL" "c.py:[0-9]*:.*result_processor() of the type Own"
"$limbeck" current >"$work/out" 2>&1
says "and nothing stays" '^b$'
finish
