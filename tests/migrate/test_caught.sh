#!/bin/sh
# What a database refuses a script may catch, and savepoints keep the rest; uncaught it
# is the database's error as ever.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE caught" >/dev/null
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s/m\n' >alembic.ini
printf 'from alembic import context\ncontext.configure()\n' >m/env.py
revision() { # revision BODY
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n'
      printf '    bind = op.get_bind()\n    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))\n    op.execute("INSERT INTO t (id) VALUES (1)")\n'
      printf '%s\n' "$1"; } >m/versions/a.py
}
upgrade() {
    if [ "$database" = sqlite ]; then
        rm -f x.db
        LIMBECK_URL="sqlite:///$PWD/x.db"
    else
        psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d caught -c "DROP TABLE IF EXISTS t, alembic_version" 2>/dev/null
        LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/caught"
    fi
    LIMBECK_URL=$LIMBECK_URL "$limbeck" upgrade head >"$work/out" 2>"$work/errors"
    status=$?
}
ids() {
    if [ "$database" = sqlite ]; then sqlite3 x.db 'SELECT group_concat(id) FROM t'; else
        psql -q -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d caught -c "SELECT string_agg(id::text, ',' ORDER BY id) FROM t"; fi
}
for database in sqlite postgresql; do
    revision '    for id in (2, 1, 3):
        try:
            with bind.begin_nested():
                bind.execute(sa.text("INSERT INTO t (id) VALUES (:id)"), {"id": id})
        except sa.exc.IntegrityError as error:
            print("caught", type(error).__name__, isinstance(error, sa.exc.DBAPIError))'
    upgrade
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    check "$database: a savepoint keeps what came before and after" "$([ "$status" = 0 ] && [ "$(ids)" = 1,2,3 ]; echo $?)"
    check "$database: the script sees SQLAlchemy's exception" "$(grep -q "notice: caught IntegrityError True" "$work/errors"; echo $?)"
    revision '    point = bind.begin_nested()
    op.execute("INSERT INTO t (id) VALUES (2)")
    point.rollback()
    bind.begin_nested().commit()'
    upgrade
    check "$database: commit() and rollback() of a savepoint" "$([ "$status" = 0 ] && [ "$(ids)" = 1 ]; echo $?)"
    revision '    try:
        op.drop_table("nowhere")
    except (sa.exc.OperationalError, sa.exc.ProgrammingError):
        print("no such table")'
    upgrade
    if [ "$database" = sqlite ]; then
        check "sqlite: a failed statement alone is undone" "$([ "$status" = 0 ] && [ "$(ids)" = 1 ]; echo $?)"
    else
        check "postgresql: without a savepoint the transaction is over, and nothing is kept" "$([ "$status" = 4 ] && [ -z "$(ids 2>/dev/null)" ] && grep -q "aborted" "$work/errors"; echo $?)"
        check "postgresql: the error names the statement that failed before" "$(grep -q 'hint: line 10 failed before: table "nowhere" does not exist (SQLSTATE 42P01); the script caught the error' "$work/errors"; echo $?)"
    fi
    revision '    try:
        op.execute("INSERT INTO t (id) VALUES (1)")
    finally:
        print("after it")'
    upgrade
    check "$database: uncaught it is the database's error, with its place" "$([ "$status" = 4 ] && grep -q "a.py:10:9: .*\(UNIQUE\|duplicate key\)" "$work/errors" && grep -q "Rolled back. Schema, data and version are unchanged." "$work/errors"; echo $?)"
    # Which exception each of the database's codes is: recorded from SQLAlchemy (record_exceptions.py).
    revision '    op.execute("DROP TABLE t")
    op.execute("CREATE TEMPORARY TABLE t (id INTEGER PRIMARY KEY)")
    op.execute("INSERT INTO t (id) VALUES (1)")
    for line in """'"$(grep "^$database|" "$LIMBECK_TEST_ROOT/tests/migrate/exceptions.txt")"'""".split("\n"):
        statement = line.split("|")[1]
        caught = "none"
        try:
            with bind.begin_nested():
                bind.execute(sa.text(statement))
        except Exception as error:
            caught = type(error).__name__
        print("%s|%s|%s" % (line.split("|")[0], statement, caught))'
    upgrade
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    sed -n 's/.*notice: \([a-z]*|\)/\1/p' "$work/errors" >"$work/caught"
    grep "^$database|" "$LIMBECK_TEST_ROOT/tests/migrate/exceptions.txt" | diff - "$work/caught" >"$work/difference"
    same=$?
    [ "$same" = 0 ] || sed 's/^/# /' "$work/difference"
    check "$database: $(wc -l <"$work/caught") statements raise the exceptions that SQLAlchemy raises" "$same"
done
database=postgresql
revision '    rows = bind.execute(sa.text("SELECT 1 AS a, 2 AS b; INSERT INTO t (id) VALUES (2); SELECT id FROM t ORDER BY id")).all()
    print("rows", [tuple(row) for row in rows])'
upgrade
[ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
check "a text of several statements answers with the rows of its last" "$([ "$status" = 0 ] && grep -qF "rows [(1,), (2,)]" "$work/errors"; echo $?)"
finish
