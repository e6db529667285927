#!/bin/sh
# [limbeck] of the ini: read only, and the name that has to be typed.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cp -r "$sample" "$work/p" && cd "$work/p" || exit 1
export LIMBECK_URL="sqlite:///$work/p/marked.db"
says() { # says NAME STATUS PATTERN WORDS...
    name=$1 wanted=$2 pattern=$3
    shift 3
    "$limbeck" "$@" >"$work/out" 2>&1 </dev/null
    status=$?
    [ $status = "$wanted" ] && { [ -z "$pattern" ] || grep -q -- "$pattern" "$work/out"; }
    bad=$?
    [ $bad = 0 ] || { echo "# $status"; sed 's/^/# /' "$work/out" | head -20; }
    check "$name" $bad
}
cp alembic.ini plain.ini
printf '\n[limbeck]\nenvironment = production\nconfirm = typed\n' >>alembic.ini
for verb in "upgrade 1a5c0e7d2b10" "stamp 1a5c0e7d2b10" "downgrade base"; do
    says "$verb wants the name" 2 "type the name of this database" $verb
    says "$verb, another name" 2 "'wrong' is not the name" $verb --confirm wrong
    says "$verb, the name" 0 "" $verb --confirm marked.db 2>/dev/null
done
says "SQL is printed without it" 0 "CREATE TABLE users" upgrade 2b7d91c4e3a5 --sql
says "a rehearsal leaves nothing, and needs none" 0 "undone" rehearse 1a5c0e7d2b10
cp plain.ini alembic.ini
printf '\n[limbeck]\nlock_wait = 5s\n[limbeck:alembic]\nread_only = true\n' >>alembic.ini
for verb in "upgrade head" "downgrade base" "stamp heads" "stamp --purge heads" ensure_version "rehearse head"; do
    says "read only: $verb" 2 "read only: nothing was changed" $verb
done
says "read only: what reads goes on" 0 "" current
cp plain.ini alembic.ini
for setting in "colour = pink" "confirm = maybe" "read_only = yes" "environment ="; do
    printf '\n[limbeck]\n%s\n' "$setting" >>alembic.ini
    says "$setting" 2 "is not " heads
    cp plain.ini alembic.ini
done
finish
