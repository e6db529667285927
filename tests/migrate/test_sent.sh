#!/bin/sh
# What is confirmed is what is sent: the preview's text of random scripts against the statements that
# a server received; `make sent` compares 2,000.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
chmod 755 "$work"
port=$(sh "$root/tests/tools/postgresql.sh" start "$work/server") || { check "the server starts" 1; finish; exit; }
trap 'sh "$root/tests/tools/postgresql.sh" stop "$work/server" 2>/dev/null; rm -rf "$work"' EXIT
PGPASSWORD=s3cret-word psql -q -X -h 127.0.0.1 -p "$port" -U limbeck -d postgres -c "CREATE DATABASE sent" -c "ALTER SYSTEM SET log_statement = 'all'" \
    -c "ALTER SYSTEM SET log_parameter_max_length = -1" -c "ALTER SYSTEM SET log_line_prefix = '%c|'" -c "SELECT pg_reload_conf()" >/dev/null
LIMBECK=$limbeck python3 "$root/tests/migrate/sent.py" "$port" "$work/server/log" "${SCRIPTS:-60}" "${SEED:-1}" >"$work/out"
status=$?
sed 's/^/# /' "$work/out"
check "${SCRIPTS:-60} random scripts: no difference" $status
finish
