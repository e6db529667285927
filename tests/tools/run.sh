#!/bin/sh
# Runs every test program and script, and ends with the line "N passed, N failed, N skipped". ONLY="migrate/ test_stash"
# runs those whose path contains one of the words. JOBS workers (as many as processors) take the next test from one
# list; each has a private PostgreSQL and folder.
set -u

here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here" || exit 1
whole=$(mktemp -d)
chmod 755 "$whole"
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}
stop() {
    for folder in "$whole"/*/postgresql; do
        sh tests/tools/postgresql.sh stop "$folder" 2>/dev/null
    done
    rm -rf "$whole"
}
trap stop EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

wanted() {
    [ -z "${ONLY:-}" ] && return 0
    for word in $ONLY; do
        case $1 in *"$word"*) return 0 ;; esac
    done
    return 1
}

run_test() { # run_test PROGRAM NAME: adds a line "passed failed skipped" to this worker's counts
    log=$work/log
    rm -rf "$work/config" # a theme that another test has chosen
    began=$(date +%s)
    case $1 in
    *.sh) sh "$1" >"$log" 2>&1 ;;
    *) CMOCKA_MESSAGE_OUTPUT=TAP "$1" >"$log" 2>&1 ;;
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
    echo "$((good - skips)) $bad $skips" >>"$work/counts"
    if [ "$bad" != 0 ]; then
        { echo "FAILED $2 (status $status)"; sed 's/^/    /' "$log"; } >"$work/report"
        cat "$work/report"
    else
        echo "passed $2: $good ($(($(date +%s) - began)) s)"
    fi
}

work_on() { # work_on NUMBER PROGRAM...
    work=$whole/$1
    shift
    mkdir -p "$work"
    port=$(sh tests/tools/postgresql.sh start "$work/postgresql") ||
        { echo "the private PostgreSQL did not start"; echo "0 1 0" >>"$work/counts"; return; }
    export LIMBECK_TEST_PORT="$port" LIMBECK_TEST_WORK="$work" LIMBECK_TEST_ROOT="$here" PGPASSWORD=s3cret-word
    export LC_ALL=C.UTF-8 TZ=UTC XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"
    # A program under a terminal has nowhere to print what a sanitizer found.
    export ASAN_OPTIONS="log_path=$work/sanitizer" UBSAN_OPTIONS="log_path=$work/sanitizer:print_stacktrace=1"
    unset LIMBECK_URL DATABASE_URL ALEMBIC_CONFIG NO_COLOR
    at=0
    for program in "$@"; do
        at=$((at + 1))
        name=${program#"${BUILD:-build}"/}
        wanted "$name" && mkdir "$whole/taken/$at" 2>/dev/null && run_test "$program" "$name"
    done
}

mkdir "$whole/taken"
number=0
while [ "$number" -lt "$jobs" ]; do
    number=$((number + 1))
    work_on "$number" "$@" tests/*/test_*.sh &
done
wait
cat "$whole"/*/counts 2>/dev/null |
    awk '{ passed += $1; failed += $2; skipped += $3 }
         END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed != 0 }'
