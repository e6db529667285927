#!/bin/sh
# The verbs' standard output against Alembic's (record.py writes golden/, of the words in
# alembic.txt), and the exit statuses of the contract.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$sample" || exit 1

while IFS= read -r words; do
    name=$(printf '%s' "$words" | tr -c 'a-z0-9A-Z' _)
    "$limbeck" $words 2>/dev/null | sed "s|$sample|PROJECT|" | trimmed >"$work/got"
    sed 1d "$root/tests/cli/golden/$name.txt" | trimmed >"$work/wanted"
    same "limbeck $words" "$work/wanted" "$work/got"
done <"$root/tests/cli/alembic.txt"

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
status_of 0 stamp billing e7395d804f61
sqlite3 "$work/shop.db" "SELECT version_num FROM alembic_version ORDER BY 1" >"$work/got"
printf 'b4062a5d1c3e\ne7395d804f61\n' >"$work/wanted"
same "stamp sets the rows and runs nothing" "$work/wanted" "$work/got"
sqlite3 "$work/shop.db" "INSERT INTO alembic_version VALUES ('gone')"
status_of 2 stamp heads
grep -q "stamp --purge REVISION removes it" "$work/errors"
check "a row nobody knows: what helps is said" $?
status_of 0 stamp --purge head
[ "$(sqlite3 "$work/shop.db" "SELECT version_num FROM alembic_version")" = 3e7f90d15b28 ]
check "stamp --purge forgets every row first" $?
status_of 2 stamp --purge --sql head
status_of 0 stamp base
[ -z "$(sqlite3 "$work/shop.db" "SELECT version_num FROM alembic_version")" ]
check "stamp base leaves no row" $?
status_of 0 ensure_version
status_of 2 check
grep -q "Target database is not up to date" "$work/errors"
check "check compares at the heads only" $?
status_of 0 upgrade +1
status_of 2 upgrade nosuch
status_of 2 nosuchverb
status_of 2 upgrade
status_of 2 history --nosuch
status_of 2
grep -q "no verb was given" "$work/errors"
check "without a terminal and a verb, that is said" $?
status_of 0 --vers
status_of 2 --no
grep -q "ambiguous option: --no could match" "$work/errors"
check "an option may be cut where it stays unique" $?
status_of 0 history -vr-2:
status_of 0 history --rev-r=-2:
status_of 2 sql head --dialect oracle
grep -q "choose from: postgresql sqlite" "$work/errors"
check "a choice is checked" $?
near() { # near WORD HINT
    "$limbeck" show "$1" >"$work/out" 2>"$work/errors"
    grep -qx "hint: $2" "$work/errors"
    check "near miss: $1" $?
}
near 1a6c80b37249 'did you mean 1a6c80b37294 (Fill orders.reference, row by row)'
near 1a6d80 'did you mean 1a6c80b37294 (Fill orders.reference, row by row)'
near stok 'did you mean the branch stock'
near b 'several revisions begin with it: b4062a5d1c3e, billing'
near zzzzzz 'limbeck history lists the revisions of this project'

# ---- for pipelines -----------------------------------------------------------------
while IFS= read -r words; do
    name=$(printf '%s' "$words" | tr -c 'a-z0-9A-Z' _)
    sed 1d "$root/tests/cli/golden/$name.txt" | trimmed >"$work/wanted"
    "$limbeck" $words 2>/dev/null | sed "s|$sample|PROJECT|" | trimmed >"$work/got"
    same "limbeck $words" "$work/wanted" "$work/got"
done <"$root/tests/cli/ours.txt"
for words in "history -i" heads branches "show head" current "plan head" "graph"; do
    "$limbeck" --json $words 2>/dev/null | python3 -c 'import json, sys; json.load(sys.stdin)'
    check "--json $words is JSON" $?
done
[ -z "$("$limbeck" -q history)" ]
check "-q says nothing" $?
status_of 0 --version
status_of 0 --help
for verb in $("$limbeck" --help | awk '/^  [a-z]/ { print $1 }'); do
    "$limbeck" "$verb" --help
done | awk '/^ +(-., )?--/ && !/^ +(-., )?--[a-z-]+( [A-Z]+)?$/ && substr($0, 28, 1) != " "' >"$work/out"
[ ! -s "$work/out" ]
check "every option stands apart from what is said of it" $?
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
