#!/bin/sh
# limbeck linear: what is said, a line at a time, and that nothing writes unasked.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cp -r "$sample" "$work/shop" && cd "$work/shop" || exit 1
rm -f ./*.db
talk() { printf '%s\n' "$@" | "$limbeck" linear >"$work/said" 2>&1; }
says() { # says NAME TIMES TEXT
    [ "$(grep -c -- "$3" "$work/said")" = "$2" ]
    check "$1" $?
}
talk quit
says "where the project stands" 1 "Project shop, 18 revisions, 1 head"
says "where the database stands" 1 "It is at base: no revision is applied. 18 revisions are pending"
talk 'upgrade +1' no where
says "what writes is told first" 1 "1  up  1a5c0e7d2b10"
says "no does nothing" 1 "Nothing was changed"
says "and nothing is applied" 2 "no revision is applied"
talk 'upgrade +1' yes where
says "yes runs it" 1 "It is at 1a5c0e7d2b10. 17 revisions are pending"
talk 'downgrade -1' yes where
says "down again" 1 "18 revisions are pending"
talk 'no such verb' 'show "unclosed' where
says "a word that is no verb" 1 "has no verb 'no'"
says "a quote that is not closed" 1 "A quote is not closed"
says "the talk goes on" 2 "Project shop"
talk teach linear '?'
says "neither itself nor the tour begins within it" 2 "does not work here"
mkdir "$work/empty" && cd "$work/empty" || exit 1
talk quit
says "no project" 2 "No config file 'alembic.ini' found"
finish
