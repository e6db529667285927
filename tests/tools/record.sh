#!/bin/sh
# make record REFERENCE=PYTHONPATH: the goldens, from the Alembic and the SQLAlchemy of a PYTHONPATH. git diff
# then shows what another version of them prints. Checkouts of the versions that tests/support/versions.txt names:
#
#   git clone -b rel_1_19_1 --depth 1 https://github.com/sqlalchemy/alembic
#   git clone -b rel_2_0_52 --depth 1 https://github.com/sqlalchemy/sqlalchemy
#   git clone --depth 1 https://github.com/python/typing_extensions
#   make record REFERENCE=alembic:sqlalchemy/lib:typing_extensions/src     (python3 needs Mako, and psycopg2)
set -eu
cd "$(dirname "$0")/../.."
[ -n "${REFERENCE:-}" ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
absolute=
for folder in $(echo "$REFERENCE" | tr : ' '); do
    [ -d "$folder" ] || { echo "there is no folder $folder" >&2; exit 2; }
    absolute=$absolute${absolute:+:}$(cd "$folder" && pwd)
done
export PYTHONPATH="$absolute" PYTHONDONTWRITEBYTECODE=1
python=${PYTHON:-python3}
failed=
record() { # record RECORDER WORD...
    echo "$1"
    "$python" "$@" || failed="$failed $1"
}
for recorder in tests/dialect/record.py tests/dialect/record_upserts.py tests/dialect/expressions/record.py \
    tests/cli/record.py tests/script/record.py tests/config/record_urls.py; do
    record "$recorder"
done
record tests/migrate/version_rows.py record
to() { # to FILE RECORDER WORD...: what it prints
    file=$1
    shift
    echo "$1"
    # With LIMBECK some print what limbeck does.
    if env -u LIMBECK "$python" "$@" >"$file.new"; then
        mv "$file.new" "$file"
    else
        rm -f "$file.new"
        failed="$failed $1"
    fi
}
export ALEMBIC="$python -m alembic"
environments=tests/migrate/environments
to $environments/engine_parameters.txt $environments/engine_parameters.py
to $environments/transactions.sqlite.txt $environments/transactions.py sqlite
if "$python" -c "import sqlmodel, flask_sqlalchemy" 2>/dev/null; then
    to $environments/conventions.names $environments/conventions.py
fi
if "$python" -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))"; then
    for golden in tests/python/scripts/*.out; do
        TZ=UTC to "$golden" "${golden%.out}.py" 2>/dev/null
    done
else
    echo "python3 is not CPython 3.11: not recorded is tests/python/scripts" >&2
fi
# Those that ask a server: a private one, and psycopg2.
if "$python" -c "import psycopg2" 2>/dev/null; then
    work=$(mktemp -d)
    chmod 755 "$work"
    trap 'sh tests/tools/postgresql.sh stop "$work/postgresql" 2>/dev/null; rm -rf "$work"' EXIT
    port=$(sh tests/tools/postgresql.sh start "$work/postgresql")
    export PGPASSWORD=s3cret-word
    server=postgresql://limbeck:$PGPASSWORD@127.0.0.1:$port
    record tests/projects/record.py "$server"
    record tests/migrate/record_answers.py "$server"
    record tests/migrate/record_exceptions.py "$server/postgres"
    record tests/autogenerate/record.py "$server"
    to $environments/transactions.postgresql.txt $environments/transactions.py "postgresql://limbeck@127.0.0.1:$port/postgres"
else
    echo "python3 has no psycopg2: not recorded are tests/migrate/answers, exceptions.txt and tests/autogenerate/golden" >&2
fi
[ -z "$failed" ] || echo "not all was recorded by:$failed" >&2
git --no-pager diff --stat -- tests
[ -z "$failed" ]
