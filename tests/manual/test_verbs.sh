#!/bin/sh
# The manual page's options and verbs are those of the tables. After a new row:
# limbeck manual, between .SH OPTIONS and .SH SETTINGS of man/limbeck.1.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
sed -n '/^\.SH OPTIONS/,/^\.SH SETTINGS/p' "$root/man/limbeck.1" | sed '$d' >"$work/wanted"
"$limbeck" manual >"$work/got"
same "options and verbs" "$work/wanted" "$work/got"
for verb in $("$limbeck" completion bash | sed -n 's/^    "") .*choices="\(.*\)" ;;$/\1/p'); do
    "$limbeck" "$verb" --help >"$work/out" 2>&1 && grep -q "^usage: limbeck $verb" "$work/out"
    check "limbeck $verb --help" $?
done
finish
