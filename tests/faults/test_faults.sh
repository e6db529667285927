#!/bin/sh
# A few of the runs of `make faults`, which does hundreds.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
for each in "sqlite 60" "postgresql 60" "server 8"; do
    set -- $each
    python3 "$root/tests/faults/faults.py" "$1" "$2" >"$work/out" 2>&1
    bad=$?
    sed 's/^/# /' "$work/out"
    check "$1: killed $2 times, always before or after a revision" $bad
done
finish
