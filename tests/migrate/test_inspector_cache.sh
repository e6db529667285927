#!/bin/sh
# An Inspector keeps its answers: what a script changes after it asked is not seen until clear_cache(). What is printed
# was printed by Alembic 1.19.1 with SQLAlchemy 2.0.52 too.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE kept_answers"
cat >alembic/env.py <<'P'
from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
P
revision a None <<'P'
def columns(inspector):
    return [column["name"] for column in inspector.get_columns("t")]
old = sa.inspect(op.get_bind())
print(1, old.has_table("t"), "t" in old.get_table_names())
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))
print(2, old.has_table("t"), "t" in old.get_table_names())
new = sa.inspect(op.get_bind())
print(3, new.has_table("t"), columns(new), columns(old))
op.add_column("t", sa.Column("b", sa.Integer))
op.create_index("ix", "t", ["b"])
print(4, columns(new), columns(old), len(new.get_indexes("t")))
op.drop_index("ix")
print(5, len(new.get_indexes("t")), new.get_pk_constraint("t")["constrained_columns"])
new.clear_cache()
print(6, new.get_indexes("t"), columns(new))
op.drop_table("t")
print(7, new.has_table("t"), new.get_table_names())
P
revision b '"a"' <<'P'
questions = ("get_columns", "get_indexes", "get_pk_constraint", "get_foreign_keys", "get_unique_constraints")
insp = sa.inspect(op.get_bind())
def ask(method, *args):
    try:
        answer = getattr(insp, method)(*args)
    except Exception as error:
        return type(error).__name__
    if isinstance(answer, bool):
        return answer
    return answer["constrained_columns"] if isinstance(answer, dict) else sorted(part["name"] for part in answer)
for method in questions:
    print("before:", method, ask(method, "t"))
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="uq_b"))
op.create_index("ix_b", "t", ["b"])
for method in questions:
    answer = ask(method, "t")
    print("after:", method, [name for name in answer if name != "uq_b"] if method == "get_indexes" and isinstance(answer, list) else answer)
print("after:", ask("has_index", "t", "ix_b"), ask("has_table", "t"), insp.has_table("nothing"))
op.drop_index("ix_b", "t")
print("kept:", ask("has_index", "t", "ix_b"))
insp.clear_cache()
print("cleared:", ask("has_index", "t", "ix_b"), ask("get_unique_constraints", "t"))
P
run() { # run NAME URL: what Alembic printed on standard input
    printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\n' "$2" >alembic.ini
    cat >"$work/wanted"
    "$limbeck" upgrade head 2>&1 | sed 's/^notice: //' >"$work/got"
    same "$1" "$work/wanted" "$work/got"
}
run "on PostgreSQL" "$server/kept_answers" <<'X'
1 False False
2 False False
3 True ['id'] ['id']
4 ['id'] ['id'] 1
5 1 ['id']
6 [] ['id', 'b']
7 False ['alembic_version']
before: get_columns NoSuchTableError
before: get_indexes NoSuchTableError
before: get_pk_constraint NoSuchTableError
before: get_foreign_keys NoSuchTableError
before: get_unique_constraints NoSuchTableError
after: get_columns ['b', 'id']
after: get_indexes NoSuchTableError
after: get_pk_constraint NoSuchTableError
after: get_foreign_keys []
after: get_unique_constraints NoSuchTableError
after: NoSuchTableError True False
kept: NoSuchTableError
cleared: False ['uq_b']
X
run "on SQLite" "sqlite:///$work/kept.db" <<'X'
1 False False
2 False False
3 True ['id'] ['id']
4 ['id'] ['id'] 1
5 1 ['id']
6 [] ['id', 'b']
7 False ['alembic_version']
before: get_columns NoSuchTableError
before: get_indexes NoSuchTableError
before: get_pk_constraint NoSuchTableError
before: get_foreign_keys NoSuchTableError
before: get_unique_constraints NoSuchTableError
after: get_columns ['b', 'id']
after: get_indexes ['ix_b']
after: get_pk_constraint ['id']
after: get_foreign_keys []
after: get_unique_constraints ['uq_b']
after: True True False
kept: True
cleared: False ['uq_b']
X
finish
