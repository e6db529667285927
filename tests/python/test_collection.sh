#!/bin/sh
# The same answers from a limbeck that collects what nobody holds at each statement of a script:
# a value that C code forgot to hold while a script's code ran is gone there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
chmod 755 "$work"
LIMBECK_TEST_PORT=$(sh "$root/tests/tools/postgresql.sh" start "$work/postgresql")
trap 'sh "$root/tests/tools/postgresql.sh" stop "$work/postgresql"; rm -rf "$work"' EXIT
export LIMBECK_TEST_PORT LIMBECK="${LIMBECK_EAGER:-$root/build/tests/eager}"
for test in dialect/test_golden dialect/test_patterns script/test_modules migrate/test_answers autogenerate/test_pairs; do
    sh "$root/tests/$test.sh" >"$work/told" 2>&1
    check "$test.sh, eagerly" "$(grep -q '^ok ' "$work/told" && ! grep '^not ok' "$work/told" >&2; echo $?)"
done
finish
