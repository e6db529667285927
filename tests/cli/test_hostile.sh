#!/bin/sh
# Names and messages that would take over a terminal, and files that would be read by others:
# what limbeck-security(7) promises.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE hostile"
cat >alembic/versions/a1.py <<'P'
"""A message that renames the window \x1b]0;owned\x07 and clears \x1b[2J

Create Date: \x1b[31m2024
"""
from alembic import op
import sqlalchemy as sa
revision = "a1"
down_revision = None
branch_labels = ("lab\x1b[5mel",)
def upgrade():
    op.create_table("evil\x1b[2Jtable\x9b5m", sa.Column("c\x1b]52;c;aGk=\x07", sa.Integer, comment="\x1b[7m"))
    print("printed \x1b[2J")
def downgrade():
    op.drop_table("evil\x1b[2Jtable\x9b5m")
P
# Nothing but letters, line ends and tabs; and of UTF-8 no control characters either.
harmless() { python3 -c '
import re, sys
text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
found = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
sys.exit(repr(text[max(0, found.start() - 30):found.start() + 30]) if found else 0)'; }
# A terminal shows it: what goes to a file or a program stays as it is.
export NO_COLOR=1 PAGER=cat
on_terminal() { script -qec "$limbeck $*" /dev/null </dev/null 2>&1 | tr -d '\r' >"$work/out"; }
for kind in sqlite postgresql; do
    case $kind in
    sqlite) export LIMBECK_URL="sqlite:///$work/hostile.db" ;;
    postgresql) export LIMBECK_URL="$server/hostile" ;;
    esac
    for words in "upgrade heads" "current -v" "history -v" "heads -v" "branches -v" "show a1" "graph" "plan base" "losses base" \
        "sql a1" "schema heads" "diff base heads" "drift" "lint" "rehearse base" "stash" "test" "journal" "upgrade nosuch" "downgrade base" "upgrade heads"; do
        # shellcheck disable=SC2086 # words
        on_terminal $words
        harmless <"$work/out" 2>"$work/why"
        bad=$?
        [ $bad = 0 ] || sed 's/^/# /' "$work/why"
        check "$kind: limbeck $words" $bad
    done
    case $kind in
    sqlite) sqlite3 "$work/hostile.db" "UPDATE alembic_version SET version_num = 'x' || char(27) || '[2J'" ;;
    postgresql) psql -q "$LIMBECK_URL" -c "UPDATE alembic_version SET version_num = E'x\\x1b[2J'" ;;
    esac
    for words in "current" "upgrade heads" "mend" "losses base"; do
        # shellcheck disable=SC2086 # words
        on_terminal $words
        harmless <"$work/out" 2>"$work/why"
        check "$kind: limbeck $words, of a hostile version row" $?
    done
done

"$limbeck" sql a1 --dialect sqlite >"$work/out" 2>/dev/null
printf '    "c\033]52;c;aGk=\007" INTEGER\n' >"$work/wanted"
grep -a INTEGER "$work/out" >"$work/got"
same "SQL for a file is the same bytes" "$work/wanted" "$work/got"

# ---- what is written is nobody else's ---------------------------------------------------------
export LIMBECK_URL="sqlite:///$work/private.db" XDG_STATE_HOME="$work/private"
umask 000
"$limbeck" upgrade heads >"$work/out" 2>&1
check "the journal is there" "$([ -s "$work/private/limbeck/journal.jsonl" ]; echo $?)"
check "no one else reads it, whatever the umask" "$([ -z "$(find "$work/private/limbeck" -perm /077)" ]; echo $?)"
export XDG_STATE_HOME="$work/linked"
mkdir -p "$work/linked/limbeck"
echo kept >"$work/other"
ln -s "$work/other" "$work/linked/limbeck/journal.jsonl"
"$limbeck" downgrade base >"$work/out" 2>&1
check "a journal that is a symbolic link is not followed" "$([ "$(cat "$work/other")" = kept ]; echo $?)"

# ---- no shell ------------------------------------------------------------------------------------
export XDG_STATE_HOME="$work/state"
EDITOR="true; touch $work/shell #" "$limbeck" edit a1 >"$work/out" 2>&1
check "\$EDITOR is words, not a command for a shell" "$([ ! -e "$work/shell" ]; echo $?)"
cat >>alembic.ini <<P
[post_write_hooks]
hooks = one
one.type = exec
one.executable = true
one.options = ; touch $work/shell #
P
"$limbeck" revision -m "\$(touch $work/shell)" >"$work/out" 2>&1
check "a hook and a message are not for a shell either" "$([ ! -e "$work/shell" ]; echo $?)"
finish
