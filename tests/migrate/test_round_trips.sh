#!/bin/sh
# Round trips to a server, counted.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
python3 "$root/tests/migrate/round_trips.py" "$work"
