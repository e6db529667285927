#!/bin/sh
# Runs every test program and script against a private PostgreSQL, and ends with
# the line "N passed, N failed, N skipped". ONLY="migrate/ test_stash" runs those whose
# path contains one of the words.
set -u

here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here" || exit 1
work=$(mktemp -d)
chmod 755 "$work"
stop() {
    sh tests/tools/postgresql.sh stop "$work/postgresql" 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$(sh tests/tools/postgresql.sh start "$work/postgresql") || { echo "the private PostgreSQL did not start"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
export LIMBECK_TEST_PORT="$port" LIMBECK_TEST_WORK="$work" LIMBECK_TEST_ROOT="$here" PGPASSWORD=s3cret-word
export LC_ALL=C.UTF-8 TZ=UTC XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"
# A program under a terminal has nowhere to print what a sanitizer found.
export ASAN_OPTIONS="log_path=$work/sanitizer" UBSAN_OPTIONS="log_path=$work/sanitizer:print_stacktrace=1"
unset LIMBECK_URL DATABASE_URL ALEMBIC_CONFIG NO_COLOR

wanted() {
    [ -z "${ONLY:-}" ] && return 0
    for word in $ONLY; do
        case $1 in *"$word"*) return 0 ;; esac
    done
    return 1
}

passed=0 failed=0 skipped=0
for program in "$@" tests/*/test_*.sh; do
    name=${program#"${BUILD:-build}"/}
    wanted "$name" || continue
    log=$work/log
    rm -rf "$work/config" # a theme that another test has chosen
    began=$(date +%s)
    case $program in
    *.sh) sh "$program" >"$log" 2>&1 ;;
    *) CMOCKA_MESSAGE_OUTPUT=TAP "$program" >"$log" 2>&1 ;;
    esac
    status=$?
    good=$(grep -c '^ok ' "$log")
    skips=$(grep -ci '^ok .*# skip' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if ls "$work"/sanitizer.* >/dev/null 2>&1; then
        cat "$work"/sanitizer.* >>"$log"
        rm -f "$work"/sanitizer.*
        bad=$((bad + 1))
    fi
    [ "$status" != 0 ] && [ "$bad" = 0 ] && bad=1
    [ "$status" = 0 ] && [ "$good" = 0 ] && bad=1
    passed=$((passed + good - skips)) failed=$((failed + bad)) skipped=$((skipped + skips))
    if [ "$bad" != 0 ]; then
        echo "FAILED $name (status $status)"
        sed 's/^/    /' "$log"
    else
        echo "passed $name: $good ($(($(date +%s) - began)) s)"
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
