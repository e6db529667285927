#!/bin/sh
# Each mutant of mutants.txt can still be applied; `make mutants` then runs them, which takes much longer.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
python3 "$root/tests/mutants/mutants.py" --rows >"$work/out"
bad=$?
sed 's/^/# /' "$work/out"
check "each mutant fits the source and names its test" $bad
finish
