#!/bin/sh
# The first rollback of the README, as it stands there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cp -R "$sample" "$work/first" && cd "$work/first" || exit 1
rm -f ./*.db
sed -n '/^## A first rollback/,/^## Using it/p' "$root/README.md" | sed -n 's/^limbeck \(.*[^ ]\)  *#.*/\1/p' >"$work/commands"
check "there are commands" "$([ "$(wc -l <"$work/commands")" = 9 ]; echo $?)"
while read -r words; do
    # shellcheck disable=SC2086 # words
    "$limbeck" $words >"$work/out" 2>&1 </dev/null
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "limbeck $words" $bad
done <"$work/commands"
"$limbeck" current >"$work/out" 2>&1
says "and everything is back" "(head)"
finish
