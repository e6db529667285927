#!/bin/sh
# make record REFERENCE=PYTHONPATH: the goldens, from the Alembic and the SQLAlchemy of a PYTHONPATH. git diff
# then shows what another version of them prints. Checkouts of the versions that tests/support/versions.txt names:
#
#   git clone -b rel_1_19_1 --depth 1 https://github.com/sqlalchemy/alembic
#   git clone -b rel_2_0_52 --depth 1 https://github.com/sqlalchemy/sqlalchemy
#   git clone --depth 1 https://github.com/python/typing_extensions
#   make record REFERENCE=alembic:sqlalchemy/lib:typing_extensions/src     (python3 needs Mako)
set -eu
cd "$(dirname "$0")/../.."
[ -n "${REFERENCE:-}" ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
absolute=
for folder in $(echo "$REFERENCE" | tr : ' '); do
    [ -d "$folder" ] || { echo "there is no folder $folder" >&2; exit 2; }
    absolute=$absolute${absolute:+:}$(cd "$folder" && pwd)
done
export PYTHONPATH="$absolute" PYTHONDONTWRITEBYTECODE=1
for recorder in tests/dialect/record.py tests/dialect/record_upserts.py tests/cli/record.py tests/script/record.py tests/config/record_urls.py; do
    echo "$recorder"
    "${PYTHON:-python3}" "$recorder"
done
"${PYTHON:-python3}" tests/migrate/version_rows.py record
git --no-pager diff --stat -- tests
