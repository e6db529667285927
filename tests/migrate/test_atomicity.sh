#!/bin/sh
# A statement that fails half-way leaves schema, data and version row untouched.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/alembic/versions"
cd "$work/p" || exit 1
cat >alembic.ini <<X
[alembic]
script_location = %(here)s/alembic
X
printf "from alembic import context\ncontext.configure()\n" >alembic/env.py
revision() { # revision ID DOWN: the body of upgrade() on standard input
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "%s"\ndown_revision = %s\ndef upgrade():\n' "$1" "$2"
      sed 's/^/    /'
      printf 'def downgrade():\n    op.execute("DELETE FROM kept")\n    op.drop_table("made")\n    op.execute("DELETE FROM nowhere")\n'; } >"alembic/versions/$1.py"
}
revision one None <<X
op.create_table("kept", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
op.execute("INSERT INTO kept (id, name) VALUES (1, 'Ada'), (2, 'Bob')")
X
revision two '"one"' <<X
op.create_table("made", sa.Column("id", sa.Integer, primary_key=True))
op.add_column("kept", sa.Column("extra", sa.String(5)))
op.execute("UPDATE kept SET name = 'changed'")
op.execute("INSERT INTO made (id) VALUES (1)")
op.execute("INSERT INTO made (id) VALUES (1)")
X
revision three '"one"' <<X
op.create_table("made", sa.Column("id", sa.Integer, primary_key=True))
connection = op.get_bind()
for row in connection.execute(sa.text("SELECT id, name FROM kept ORDER BY id")):
    connection.execute(sa.text("UPDATE kept SET name = :name WHERE id = :id"), {"id": row.id, "name": row.name.lower()})
    if row.id == 2:
        None.lower()
X
revision four '"one"' <<X
op.create_table("made", sa.Column("id", sa.Integer, primary_key=True))
op.execute("DELETE FROM kept")
op.frobnicate("kept")
X

psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "CREATE DATABASE atomic"
state() {
    case $1 in
    sqlite) sqlite3 "$work/p/x.db" .dump ;;
    postgresql) pg_dump -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck atomic | grep -v '^\\\(un\)\?restrict' ;;
    esac
}
for database in sqlite postgresql; do
    case $database in
    sqlite) LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    postgresql) LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/atomic" ;;
    esac
    export LIMBECK_URL
    "$limbeck" upgrade one
    check "$database: a good step is kept" $?
    state $database >"$work/before"
    for case in "two 4 UNIQUE|unique" "three 3 AttributeError" "four 3 alembic.op.frobnicate"; do
        set -- $case
        "$limbeck" upgrade "$1" >"$work/out" 2>&1
        got=$?
        check "$database: step $1 fails with $2" "$([ "$got" = "$2" ]; echo $?)"
        grep -qE "$3" "$work/out"
        check "$database: and says why" $?
        grep -q "Rolled back. Schema, data and version are unchanged." "$work/out"
        check "$database: and what is left" $?
        state $database >"$work/after"
        same "$database: everything is as it was after $1" "$work/before" "$work/after"
    done
    "$limbeck" downgrade base >"$work/out" 2>&1
    check "$database: a downgrade that fails exits with 4" "$([ $? = 4 ]; echo $?)"
    state $database >"$work/after"
    same "$database: everything is as it was after it" "$work/before" "$work/after"
done
# A path: PostgreSQL keeps all of it or nothing, as Alembic does; SQLite each step;
# and each step too where env.py asks for it.
path_ends_at() { # path_ends_at NAME WANTED
    "$limbeck" downgrade base >/dev/null 2>&1
    "$limbeck" stamp base >/dev/null 2>&1
    "$limbeck" upgrade two >"$work/out" 2>&1
    got=$("$limbeck" current)
    [ "$got" = "$2" ] || { echo "# '$got'"; sed 's/^/# /' "$work/out"; }
    check "$1" "$([ "$got" = "$2" ]; echo $?)"
}
fresh() {
    rm -f "$work/p/x.db"
    psql_do -d postgres -c "DROP DATABASE IF EXISTS atomic" -c "CREATE DATABASE atomic"
}
fresh
LIMBECK_URL="sqlite:///$work/p/x.db" path_ends_at "sqlite: the steps before a failing one stay" "one (branchpoint)"
export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/atomic"
path_ends_at "postgresql: a path is one transaction" ""
check "and that is said" "$(grep -q "Rolled back, and every step of this run before it" "$work/out"; echo $?)"
check "not a table is left" "$([ -z "$(psql_do -t -A -d atomic -c "SELECT relname FROM pg_class WHERE relname IN ('kept', 'made')")" ]; echo $?)"
fresh
printf "from alembic import context\ncontext.configure(transaction_per_migration=True)\n" >alembic/env.py
path_ends_at "postgresql: transaction_per_migration=True keeps the steps before" "one (branchpoint)"
finish
