#!/bin/sh
# What goes and what comes may be one thing by another name: told by check, asked about on a
# terminal, written as a rename where somebody says so, and then its data stays.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE renames"
sql() {
    case $kind in
    sqlite) sqlite3 "$work/renames.db" "$1" ;;
    *) psql -qtA "$LIMBECK_URL" -c "$1" ;;
    esac
}
mkdir "$work/p" && cd "$work/p" || exit 1
"$limbeck" init migrations >/dev/null 2>&1
cat >migrations/env.py <<'X'
from alembic import context
from models import metadata

context.configure(target_metadata=metadata)
X
answer() { # answer LETTER WORDS...: limbeck on a terminal, where it asks
    python3 - "$@" <<'X' >"$work/out"
import os, pty, sys

child, terminal = pty.fork()
if child == 0:
    os.execv(os.environ["LIMBECK"], [os.environ["LIMBECK"]] + sys.argv[2:])
seen = b""
answered = False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    seen += part
    if not part:
        break
    if b"[y/N]" in seen and not answered:
        os.write(terminal, sys.argv[1].encode() + b"\n")
        answered = True
print(seen.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
X
}
models() { # models TABLE COLUMN
    cat >models.py <<X
import sqlalchemy as sa

metadata = sa.MetaData()
sa.Table("$1", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("$2", sa.String(40), index=True),
         sa.Column("age", sa.Integer))
sa.Table("notes", metadata, sa.Column("id", sa.Integer, primary_key=True))
X
}
for kind in sqlite postgresql; do
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/renames.db" ;;
    postgresql) export LIMBECK_URL="$server/renames" ;;
    esac
    rm -f migrations/versions/*.py
    models users name
    "$limbeck" revision --autogenerate -m first --rev-id aa >"$work/out" 2>&1 && "$limbeck" upgrade head >"$work/out" 2>&1
    check "$kind: the beginning" $?
    sql "INSERT INTO users (id, name) VALUES (1, 'Ada')"

    models users full_name
    "$limbeck" check >"$work/out" 2>&1
    says "$kind: check tells" "^possibly renamed: users.name=full_name$"
    "$limbeck" --json check 2>/dev/null | sed '/^FAILED/d' |
        python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["perhaps_renamed"] != ["users.name=full_name"])'
    check "$kind: as JSON" $?
    "$limbeck" revision --autogenerate -m second --rev-id bb >"$work/out" 2>&1
    says "$kind: without a terminal it is a notice" "^notice: .*--rename users.name=full_name$"
    cat migrations/versions/bb_*.py >"$work/out"
    says "$kind: and as Alembic writes it" "op.drop_column('users', 'name')"
    rm migrations/versions/bb_*.py
    answer n revision --autogenerate -m second --rev-id bb
    says "$kind: on a terminal it asks" "Rename and keep the data: users.name=full_name? \[y/N\]"
    cat migrations/versions/bb_*.py >"$work/out"
    says "$kind: no, it was not" "op.drop_column('users', 'name')"
    rm migrations/versions/bb_*.py
    answer y revision --autogenerate -m second --rev-id bb
    cat migrations/versions/bb_*.py >"$work/out"
    says "$kind: yes, it was" "new_column_name='full_name'"
    rm migrations/versions/bb_*.py
    "$limbeck" revision --autogenerate -m second --rev-id bb --rename users.name=full_name >"$work/out" 2>&1
    cat migrations/versions/bb_*.py >"$work/out"
    says "$kind: a rename" "new_column_name='full_name'"
    check "$kind: and nothing dropped" "$(! grep -q drop_column "$work/out"; echo $?)"
    "$limbeck" upgrade head >"$work/out" 2>&1
    check "$kind: it is applied" "$([ "$(sql 'SELECT full_name FROM users')" = Ada ]; echo $?)"
    "$limbeck" check >"$work/out" 2>&1
    check "$kind: nothing is left to do" $?

    models people full_name
    "$limbeck" check >"$work/out" 2>&1
    says "$kind: a table" "^possibly renamed: users=people$"
    "$limbeck" revision --autogenerate -m third --rev-id cc --rename users=people >"$work/out" 2>&1
    "$limbeck" upgrade head >"$work/out" 2>&1
    check "$kind: it is applied" "$([ "$(sql 'SELECT full_name FROM people')" = Ada ]; echo $?)"
    "$limbeck" check >"$work/out" 2>&1
    check "$kind: nothing is left to do" $?
    "$limbeck" downgrade aa >"$work/out" 2>&1
    check "$kind: all the way back" "$([ "$(sql 'SELECT name FROM users')" = Ada ]; echo $?)"
    "$limbeck" upgrade head >"$work/out" 2>&1
    "$limbeck" revision --autogenerate -m x --rename people.nosuch=x >"$work/out" 2>&1
    says "$kind: what is not there" "the database has no people.nosuch"
done
"$limbeck" revision --autogenerate -m x --rename people >"$work/out" 2>&1
says "no new name" "expected OLD=NEW"
"$limbeck" revision -m x --rename people=x >"$work/out" 2>&1
says "without --autogenerate" "^limbeck: --rename goes with --autogenerate"
finish
