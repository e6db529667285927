#!/bin/sh
# A few of the runs of `make faults`, which does hundreds.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
for each in "sqlite 60" "postgresql 60" "server 8" "sqlite 40 batches" "postgresql 40 batches" "server 6 batches" "sqlite 20 ahead" \
    "sqlite 30 split" "postgresql 30 split" "server 4 split"; do
    set -- $each
    python3 "$root/tests/faults/faults.py" "$@" >"$work/out" 2>&1
    bad=$?
    sed 's/^/# /' "$work/out"
    check "$1${3:+ $3}: killed $2 times, always before or after a revision, at a checkpoint, or a script's COMMIT" $bad
done
finish
