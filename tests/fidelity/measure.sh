#!/bin/sh
# The table of README's fidelity section, measured anew:
#
#   make fidelity REFERENCE=PYTHONPATH-OF-ALEMBIC-AND-SQLALCHEMY \
#                 PROJECTS='NAME=VERSIONS[:VERSIONS...]@ROOT ...'
#
# REFERENCE is that of `make record` (tests/tools/record.sh says how to get it). A project is any checkout
# with Alembic scripts: VERSIONS its folders of scripts, ROOT what its scripts import from.
# FAILURES=FILE keeps what was refused or differs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${PROJECTS:-}" ] && [ -n "${REFERENCE:-}" ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
# shellcheck disable=SC2086 # PROJECTS is a list
PYTHONPATH=$REFERENCE PYTHONDONTWRITEBYTECODE=1 exec "${PYTHON:-python3}" "$here/scripts.py" "$LIMBECK" \
    ${FAILURES:+--failures "$FAILURES"} $PROJECTS
