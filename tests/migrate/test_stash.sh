#!/bin/sh
# What a step destroys is counted before, kept when that is wanted, and put back.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project "render_as_batch=True"
psql_do() { psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -t -A -d "${on:-stash}" "$@"; }
on=postgres psql_do -c "CREATE DATABASE stash"
use() {
    kind=$1
    case $1 in
    sqlite) export LIMBECK_URL="sqlite:///$work/p/x.db" ;;
    postgresql) export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/stash" ;;
    esac
}
sql() {
    case $kind in
    sqlite) sqlite3 "$work/p/x.db" "$1" ;;
    postgresql) psql_do -c "$1" ;;
    esac
}
with() { "$limbeck" "$@" >"$work/out" 2>&1; }
tables() {
    case $kind in
    sqlite) sql "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1" ;;
    postgresql) sql "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1" ;;
    esac | tr '\n' ' '
}
cat >alembic/versions/a1.py <<'X'
from alembic import op
import sqlalchemy as sa
revision = "a1"
down_revision = None
def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40)))
    op.create_table("Orders", sa.Column("Id", sa.Integer, primary_key=True),
                    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id")),
                    sa.Column("mood", sa.Enum("sad", "glad", name="mood")), sa.Column("twice", sa.Integer, sa.Computed('"Id" * 2')))
def downgrade():
    op.drop_table("Orders")
    op.drop_table("users")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TYPE mood")
X
cat >alembic/versions/b2.py <<'X'
from alembic import op
import sqlalchemy as sa
revision = "b2"
down_revision = "a1"
def upgrade():
    op.add_column("users", sa.Column("email", sa.String(80)))
    op.create_index("ix_email", "users", ["email"])
    op.create_table("loose", sa.Column("n", sa.Integer), sa.Column("note", sa.Text))
def downgrade():
    op.drop_index("ix_email", "users")
    with op.batch_alter_table("users") as batch:
        batch.drop_column("email")
    op.execute("DROP TABLE IF EXISTS loose")
X
cat >alembic/versions/c3.py <<'X'
from alembic import op
import sqlalchemy as sa
revision = "c3"
down_revision = "b2"
def upgrade():
    with op.batch_alter_table("loose") as batch:
        batch.drop_column("note")
def downgrade():
    op.add_column("loose", sa.Column("note", sa.Text))
    op.execute("SELECT nothing FROM nowhere")
X
for kind in sqlite postgresql; do
    use $kind
    with upgrade b2
    sql "INSERT INTO users (id, name, email) VALUES (1, 'a', 'a@x'), (2, 'b', NULL), (3, 'it''s', 'ü@x')"
    sql 'INSERT INTO "Orders" ("Id", user_id, mood) VALUES (1, 1, '"'sad'), (7, 3, 'glad')"
    sql "INSERT INTO loose VALUES (1, 'x'), (1, 'x')"
    look() { sql "SELECT * FROM users ORDER BY id"; sql 'SELECT * FROM "Orders" ORDER BY 1'; sql "SELECT * FROM loose"; }
    look >"$work/before"
    with losses base
    printf 'down b2  \n    destroys column users.email: 2 of 3 rows hold a value\n        made by b2; also destroyed: index ix_email\n    destroys table loose: 2 rows\n        made by b2\ndown a1  \n    destroys table Orders: 2 rows\n        made by a1\n    destroys table users: 3 rows\n        made by a1\n' >"$work/wanted"
    same "$kind: the ledger" "$work/wanted" "$work/out"
    check "$kind: as JSON" "$("$limbeck" --json losses base | python3 -c 'import json,sys; a = json.load(sys.stdin); sys.exit(not [(l["revision"], l["rows"], l["values"]) for l in a["losses"]] == [("b2", 3, 2), ("b2", 2, None), ("a1", 2, None), ("a1", 3, None)])'; echo $?)"
    with losses --up heads
    check "$kind: going up" "$(grep -q "destroys column loose.note: 2 of 2 rows hold a value" "$work/out"; echo $?)"
    check "$kind: and who made it" "$(grep -A1 "destroys column loose.note" "$work/out" | grep -q "made by b2"; echo $?)"

    with downgrade base --stash
    check "$kind: a downgrade that keeps" $?
    grep -q "kept column users.email, 2 values, in limbeck_stash_1" "$work/out"
    check "$kind: says what" $?
    with stash
    case $kind in sqlite) listed=4 ;; *) listed=6 ;; esac # with the positions of two sequences
    check "$kind: and it is listed" "$([ "$(grep -c "of the downgrade of" "$work/out")" = $listed ]; echo $?)"
    with upgrade a1
    grep -q "table users was kept by the downgrade of a1; --put-back restores it" "$work/out"
    check "$kind: the way up tells of it" $?
    with downgrade base
    with upgrade b2 --put-back
    check "$kind: the way up puts it back" $?
    look >"$work/after"
    same "$kind: every value is there again" "$work/before" "$work/after"
    check "$kind: and nothing else ($(tables))" "$([ "$(tables)" = "Orders alembic_version loose users " ] || [ "$(tables)" = "alembic_version loose Orders users " ]; echo $?)"
    [ $kind = sqlite ] || check "$kind: numbers go on behind those that came back" "$([ "$(sql 'INSERT INTO "Orders" (user_id) VALUES (2) RETURNING "Id"')" = 8 ]; echo $?)"
    sql 'DELETE FROM "Orders" WHERE "Id" > 7'

    with upgrade c3 --stash
    check "$kind: a column of a table without a key is not destroyed without a copy" "$([ $? = 2 ] && grep -q "loose.note cannot be kept: restoring it needs a primary key" "$work/out"; echo $?)"
    check "$kind: and nothing is left of the try" "$([ "$(sql "SELECT count(*) FROM loose WHERE note = 'x'")" = 2 ] && ! sql "SELECT 1 FROM limbeck_stash" >/dev/null 2>&1; echo $?)"

    # a step that fails keeps nothing
    cp alembic/versions/b2.py "$work/b2.py"
    printf '    op.execute("SELECT nothing FROM nowhere")\n' >>alembic/versions/b2.py
    with downgrade a1 --stash
    check "$kind: a step that fails leaves no copies" "$([ $? = 4 ] && ! sql "SELECT 1 FROM limbeck_stash" >/dev/null 2>&1; echo $?)"
    cp "$work/b2.py" alembic/versions/b2.py

    # kept twice: the newest comes back
    with downgrade a1 --stash
    with upgrade b2
    sql "UPDATE users SET email = 'new' WHERE id = 2"
    with downgrade a1 --stash
    with upgrade b2 --put-back
    got=$(sql "SELECT count(*) FROM users WHERE email = 'new'")$(sql "SELECT count(*) FROM users WHERE email IS NULL")
    check "$kind: what was kept last comes back ($got)" "$([ "$got" = 12 ]; echo $?)"
    with stash
    check "$kind: and what was kept before stays" "$(grep -q "^ *1  column users.email, 2 values" "$work/out"; echo $?)"
    with stash --drop 9
    check "$kind: a number that is not there" "$([ $? = 2 ]; echo $?)"
    with stash --drop 1
    with stash --drop 2
    check "$kind: dropped for good" "$([ $? = 0 ] && ! sql "SELECT 1 FROM limbeck_stash" >/dev/null 2>&1; echo $?)"

    # what does not fit any more
    with downgrade a1 --stash
    sed -i 's/sa.String(80)/sa.Integer/' alembic/versions/b2.py
    sql "UPDATE users SET name = 'kept' WHERE id = 1"
    with upgrade b2 --put-back
    status=$?
    [ $kind = sqlite ] || check "$kind: what does not fit is refused, with what to do" "$([ $status = 4 ] && grep -q "without --put-back the step leaves it in limbeck_stash" "$work/out"; echo $?)"
    cp "$work/b2.py" alembic/versions/b2.py
    with upgrade b2
    with stash
    n=$(sed -n 's/^ *\([0-9]*\)  .*/\1/p' "$work/out")
    for each in $n; do with stash --drop "$each"; done

    # rows that are there already
    sql "DELETE FROM users WHERE id = 2"
    with downgrade base --stash
    cp alembic/versions/a1.py "$work/a1.py"
    sed -i 's/^def downgrade/    op.execute("INSERT INTO users (id, name) VALUES (3, '"'seed'"')")\n&/' alembic/versions/a1.py
    with upgrade a1 --put-back
    check "$kind: kept values win over rows that the step makes" "$(grep -q "put back table users, all 2 rows" "$work/out" && [ "$(sql "SELECT name FROM users WHERE id = 3")" = "it's" ]; echo $?)"
    cp "$work/a1.py" alembic/versions/a1.py
    with downgrade base
    with stash
    n=$(sed -n 's/^ *\([0-9]*\)  .*/\1/p' "$work/out")
    for each in $n; do with stash --drop "$each"; done
    case $kind in
    sqlite) rm x.db ;;
    esac
done
use sqlite
printf '[limbeck]\nstash = true\n' >>alembic.ini
with upgrade b2
with downgrade base
check "the ini may always keep" "$(grep -q "kept table users" "$work/out"; echo $?)"
finish
