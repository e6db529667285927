#!/bin/sh
# CREATE TYPE once in a run, as Alembic 1.19.1 with SQLAlchemy 2.0.52 has it; golden/enumerations.txt is
# what `alembic RUN --sql` printed for each run. On a server the runs have to succeed.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
golden=$root/tests/dialect/golden/enumerations.txt
cp -r "$root/tests/dialect/enumerations" "$work/e" && cd "$work/e" || exit 1
sed -n 's/^==== //p' "$golden" >"$work/runs"
while read -r run; do
    awk -v want="==== $run" '/^==== /{ on = $0 == want; next } on' "$golden" | trimmed >"$work/wanted"
    # shellcheck disable=SC2086
    "$limbeck" $run --sql 2>"$work/errors" | trimmed >"$work/got"
    sed 's/^/# /' "$work/errors"
    same "$run --sql" "$work/wanted" "$work/got"
done <"$work/runs"

psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d enumerations "$@"; }
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE enumerations"
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/enumerations"
types="SELECT string_agg(typname || ' in ' || nspname, ', ' ORDER BY 1) FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE typtype = 'e'"
for each in False True; do
    printf 'from alembic import context\ncontext.configure(transaction_per_migration=%s)\nwith context.begin_transaction():\n    context.run_migrations()\n' $each >env.py
    "$limbeck" upgrade head >"$work/out" 2>&1
    check "transaction_per_migration=$each: a whole run makes each type once" $?
    [ "$(psql_do -c "SELECT count(*) FROM pg_type WHERE typtype = 'e'")" = 14 ] || psql_do -c "$types" | sed 's/^/# /'
    check "fourteen types are there" "$([ "$(psql_do -c "SELECT count(*) FROM pg_type WHERE typtype = 'e'")" = 14 ]; echo $?)"
    "$limbeck" rehearse base >"$work/out" 2>&1
    "$limbeck" downgrade base >>"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    check "and the way down drops them" "$([ "$(psql_do -c "SELECT count(*) FROM pg_type WHERE typtype = 'e'")" = 0 ]; echo $?)"
done

# Where Alembic fails since it thinks that the type is there.
rm versions/*
table='op.create_table("a", sa.Column("s", sa.Enum("on", "off", name="state")))'
again() { # again NAME: what comes between two tables of one type, on standard input
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    %s\n    op.drop_table("a")\n' "$table"
      sed 's/^/    /'
      printf '    %s\n' "$table"; } >versions/one.py
    psql_do -c "DROP SCHEMA public CASCADE" -c "CREATE SCHEMA public" 2>/dev/null
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    [ $status = 0 ] || sed 's/^/# /' "$work/out"
    check "$1: the type is made again" "$([ $status = 0 ] && [ "$(psql_do -c "SELECT count(*) FROM pg_type WHERE typname = 'state'")" = 1 ]; echo $?)"
}
again "DROP TYPE as text" <<'X'
op.execute("DROP TYPE IF EXISTS nothing, public.state")
X
again "DROP TYPE in several statements" <<'X'
op.execute("SELECT 1; /* of a */ drop type STATE;")
X
again "DROP TYPE of the connection" <<'X'
op.get_bind().execute(sa.text("drop type STATE"))
X
again "Enum.drop()" <<'X'
sa.Enum(name="state").drop(op.get_bind())
X
again "ALTER TYPE ... RENAME TO" <<'X'
op.execute("ALTER TYPE state RENAME TO state_old")
X

{ printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n    metadata = sa.MetaData()\n    sa.Table("a", metadata, sa.Column("s", sa.Enum("x", name="state", metadata=metadata)))\n    metadata.create_all(op.get_bind())\n'; } >versions/one.py
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "create_all() with the types of a MetaData is refused" "$([ $? = 3 ]; echo $?)"
says "with line and reason" "one.py:8:.*Enum(metadata=...)"
finish
