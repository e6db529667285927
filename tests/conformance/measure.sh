#!/bin/sh
# make conformance: limbeck against the test suites of CPython, SQLAlchemy and Alembic.
#
#   make conformance JUDGES=FOLDER SOURCES=FOLDER [CPYTHON=FOLDER] [ONLY="cpython sqlalchemy statements operations autogenerate"]
#
# JUDGES holds cptests.py, satests.py, optests.py, parity.py and autogen/, which turn each test of a suite into a
# migration; ../shared/tools by default. SOURCES holds checkouts of the reference:
#
#   git clone -b rel_1_19_1 --depth 1 https://github.com/sqlalchemy/alembic SOURCES/alembic
#   git clone -b rel_2_0_52 --depth 1 https://github.com/sqlalchemy/sqlalchemy SOURCES/sqlalchemy
#   git clone --depth 1 https://github.com/python/typing_extensions SOURCES/typing_extensions
#   apt-get install python3-mako python3-psycopg2 python3-pytest libpython3.11-testsuite
#
# "Refused" is honest, "different" is a silent error. WORK=FOLDER keeps the cases and the answers.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
judges=${JUDGES:-$here/../shared/tools} cpython=${CPYTHON:-/usr/lib/python3.11/test} python=${PYTHON:-/usr/bin/python3}
only=${ONLY:-cpython sqlalchemy statements operations autogenerate}
usage() {
    echo "$1" >&2
    sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
[ -n "${SOURCES:-}" ] || usage "SOURCES is not given"
for file in "$judges/cptests.py" "$judges/satests.py" "$judges/optests.py" "$judges/parity.py" "$judges/autogen/record.sh" \
    "$SOURCES/alembic/alembic" "$SOURCES/sqlalchemy/lib" "$SOURCES/typing_extensions/src" "$cpython/test_int.py"; do
    [ -e "$file" ] || usage "there is no $file"
done
sources=$(cd "$SOURCES" && pwd)
export PYTHONPATH="$sources/alembic:$sources/sqlalchemy/lib:$sources/typing_extensions/src" PYTHONDONTWRITEBYTECODE=1
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
stop() {
    sh "$here/tests/tools/postgresql.sh" stop "$work/postgresql" 2>/dev/null || true
    [ -n "${WORK:-}" ] || rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# On this PYTHONPATH limbeck would read the whole of SQLAlchemy in each run, which takes a second.
printf '#!/bin/sh\nunset PYTHONPATH\nexec "%s" "$@"\n' "$LIMBECK" >"$work/limbeck"
chmod +x "$work/limbeck"
LIMBECK=$work/limbeck

row() { # NAME CASES EQUAL REFUSED DIFFERENT
    printf '| %-34s | %5d | %5d | %7d | %9d |\n' "$@"
}
# "N/M up, N/M down, P% exact; D silently different, R refused"
parity_row() { # NAME VERSIONS GOLD DIALECT
    # shellcheck disable=SC2046 # five words
    row "$1" $("$python" "$judges/parity.py" "$LIMBECK" "$3" "$2" "$4" --fail-list "$3.failures" 2>/dev/null | tail -1 |
        awk '{ split($1, up, "/"); split($3, down, "/"); print up[2] + down[2], up[1] + down[1], $10, $7 }')
}
cpython() {
    # "N cases: N passed (P%), N refused by name, N wrong, N timed out, N crashed"
    # shellcheck disable=SC2046
    row "CPython's tests" $("$python" "$judges/cptests.py" "$LIMBECK" "$cpython" --out "$work/cpython.json" | tail -1 |
        awk '{ print $1, $3, $6, $9 + $11 + $14 }')
}
sqlalchemy() {
    "$python" "$judges/satests.py" "$sources/sqlalchemy" "$work/sqlalchemy" >"$work/sqlalchemy.log" 2>&1
    parity_row "SQLAlchemy's compile tests, PostgreSQL" "$work/sqlalchemy/versions_postgresql" "$work/sqlalchemy/gold.postgresql.json" postgresql
    parity_row "SQLAlchemy's compile tests, SQLite" "$work/sqlalchemy/versions_sqlite" "$work/sqlalchemy/gold.sqlite.json" sqlite
}
statements() {
    # "N statements, two dialects: N equal, N refused, N not written by SQLAlchemy, N differ"
    "$python" "$here/tests/fuzz/sql_statements.py" "$LIMBECK" "${STATEMENTS:-1000}" "${SEED:-1}" >"$work/statements.log" || true
    # shellcheck disable=SC2046
    row "random statements of SQLAlchemy" $(tail -1 "$work/statements.log" | awk '{ print $5 + $7 + $14, $5, $7, $14 }')
}
operations() {
    "$python" "$judges/optests.py" "$sources/alembic" "$work/operations" >"$work/operations.log" 2>&1
    parity_row "Alembic's operations, PostgreSQL" "$work/operations/versions_postgresql" "$work/operations/gold.postgresql.json" postgresql
    parity_row "Alembic's operations, SQLite" "$work/operations/versions_sqlite" "$work/operations/gold.sqlite.json" sqlite
}
autogenerate() {
    chmod 755 "$work"
    PGPORT=$(sh "$here/tests/tools/postgresql.sh" start "$work/postgresql")
    export PGPORT PGHOST=127.0.0.1 PGUSER=postgres PGPASSWORD=s3cret-word
    psql -q -d postgres -c "CREATE DATABASE alembic_record"
    psql -q -d alembic_record -c "CREATE SCHEMA test_schema" -c "CREATE SCHEMA test_schema_2"
    bash "$judges/autogen/record.sh" "$sources/alembic" "$work/autogenerate" >"$work/autogenerate.log" 2>&1
    "$python" "$judges/autogen/run.py" "$LIMBECK" "$work/autogenerate.json" "$work"/autogenerate/rec.*.jsonl >>"$work/autogenerate.log" 2>&1
    "$python" - "$work/autogenerate.json" <<'X' | while IFS='	' read -r name cases equal refused different; do
import collections, json, sys
verdicts = collections.defaultdict(collections.Counter)
for case in json.load(open(sys.argv[1])):
    verdicts[case["dialect"]][case["verdict"]] += 1
for dialect, found in sorted(verdicts.items()):
    cases = sum(found.values()) - found["skip"]
    equal, refused = found["equal"], found["refused"]
    print(f"Alembic's autogenerate, {dialect}", cases, equal, refused, cases - equal - refused, sep="\t")
X
        row "$name" "$cases" "$equal" "$refused" "$different"
    done
}
echo "| suite                              | cases | equal | refused | different |"
echo "|------------------------------------|------:|------:|--------:|----------:|"
for suite in $only; do
    case $suite in
    cpython | sqlalchemy | statements | operations | autogenerate) "$suite" ;;
    *) usage "there is no suite $suite" ;;
    esac
done
