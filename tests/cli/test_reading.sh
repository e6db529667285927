#!/bin/sh
# What reads leaves no version table behind, as README promises.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE reading"
cp -R "$root/sample-project" "$work/sample" && cd "$work/sample" || exit 1
reads() { # reads KIND COMMAND-THAT-COUNTS-TABLES
    for verb in "current" "current -v" "history -i" "history" "heads" "plan heads" "losses base" "drift" "schema heads" "sql 1a5c0e7d2b10"; do
        "$limbeck" $verb >"$work/out" 2>&1
        check "$1: limbeck $verb makes no table" "$([ "$($2)" = 0 ]; echo $?)"
    done
}
sqlite_tables() { sqlite3 shop.db "SELECT count(*) FROM sqlite_master"; }
postgresql_tables() { psql -t -A "$server/reading" -c "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"; }
reads sqlite sqlite_tables
export LIMBECK_URL="$server/reading"
reads postgresql postgresql_tables
"$limbeck" upgrade 1a5c0e7d2b10 >"$work/out" 2>&1
check "an upgrade makes them" "$([ "$(postgresql_tables)" -gt 1 ]; echo $?)"
finish
