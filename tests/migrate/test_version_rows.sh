#!/bin/sh
# The rows of the version table, step by step on random graphs, as Alembic keeps them (version_rows.py).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
python3 "$LIMBECK_TEST_ROOT/tests/migrate/version_rows.py" replay "$limbeck" >"$work/out" 2>&1
status=$?
grep '^#' "$work/out"
check "$(tail -1 "$work/out")" $status
finish
