#!/bin/sh
# The verbs' standard output against Alembic's (recorded in golden/, sets in a
# fixed order), and the exit statuses of the contract.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$sample" || exit 1

while IFS= read -r words; do
    name=$(printf '%s' "$words" | tr -c 'a-z0-9A-Z' _)
    "$limbeck" $words 2>/dev/null | sed "s|$sample|PROJECT|" >"$work/got"
    same "limbeck $words" "$root/tests/cli/golden/$name.txt" "$work/got"
done <<X
history
history -v
heads
heads -v
heads --resolve-dependencies
branches
branches -v
show 4d9fb3e6a5c7
show heads
history -r stock@base:stock@head
history -r a3f5194c0b2d:
history -r :5ea0c4f7b6d8
show nosuch
history -r nosuch:
X

export LIMBECK_URL="sqlite:///$work/shop.db"
status_of() { # status_of WANTED WORDS...: standard input is no terminal
    wanted=$1
    shift
    "$limbeck" "$@" >"$work/out" 2>"$work/errors" </dev/null
    got=$?
    [ "$got" = "$wanted" ] || { echo "# exit $got instead of $wanted"; sed 's/^/# /' "$work/errors"; }
    check "limbeck $* exits with $wanted" "$([ "$got" = "$wanted" ]; echo $?)"
}
status_of 0 current
check "current says nothing at base" "$([ ! -s "$work/out" ]; echo $?)"
status_of 0 upgrade 2b7d91c4e3a5
status_of 0 current
grep -qx "2b7d91c4e3a5" "$work/out"
check "current names the revision" $?
status_of 1 current --check-heads
status_of 0 current -v
grep -q "^Current revision(s) for sqlite:///" "$work/out"
check "current -v names the database" $?
status_of 0 history -i
grep -q "1a5c0e7d2b10 -> 2b7d91c4e3a5 (current), Seed" "$work/out"
check "history -i marks the current revision" $?
status_of 0 history -r current:
check "history -r current: begins there" "$([ "$(wc -l <"$work/out")" = 17 ]; echo $?)"
status_of 0 downgrade -1
status_of 0 downgrade base
status_of 0 upgrade +1
status_of 2 upgrade nosuch
status_of 2 nosuchverb
status_of 2 upgrade
status_of 2 history --nosuch
status_of 2
grep -q "no verb says what to do" "$work/errors"
check "without a terminal and a verb, that is said" $?
status_of 0 --version
status_of 0 --help
status_of 0 -n analytics heads
grep -q "has no script_location; using the one of" "$work/errors"
check "the fall back to [alembic] is told" $?
status_of 2 -n analytics --strict heads
status_of 2 downgrade base --sql
# A process that waits for its terminal shows its words to everybody.
python3 - "$limbeck" >"$work/words" <<X
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execl(sys.argv[1], "limbeck", "--url", "postgresql://u:hush-hush@127.0.0.1:1/x")
os.read(terminal, 1)
print(open("/proc/%d/cmdline" % child).read().replace("\0", " "))
os.kill(child, 9)
X
grep -q 'postgresql://u:\*\*\*\*\*\*\*\*\*@127' "$work/words"
check "the password does not stand in the process list" $?
finish
