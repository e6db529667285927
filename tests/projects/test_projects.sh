#!/bin/sh
# The small projects of cases/, each beside what Alembic did with it (golden/): commands, dumps, written files.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL DATABASE_URL
exec python3 "$root/tests/projects/replay.py" "$limbeck" "postgresql://limbeck@127.0.0.1:$LIMBECK_TEST_PORT"
