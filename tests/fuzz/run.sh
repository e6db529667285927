#!/bin/sh
# Runs each target under libFuzzer and prints a line of figures for it.
#   run.sh PROGRAM SECONDS [TARGET...]
# What is found stays beside the program, in found/TARGET; what it learnt in learnt/TARGET.
set -u

program=$1 seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
beside=$(dirname "$program")
# shellcheck disable=SC2046 # names without blanks
[ "$#" -gt 0 ] || set -- $(grep -o '{"[a-z]*", fuzz_' "$here/targets.c" | cut -d'"' -f2)

dictionary() {
    case $1 in
    lexer | parser | evaluator) echo python ;;
    catalogue) echo sql ;;
    *) echo "$1" ;;
    esac
}

# What the repository has beside the corpus: scripts, themes, whole projects.
more_seeds() {
    case $1 in
    lexer | parser | evaluator) echo "$root/tests/python/scripts" ;;
    script) echo "$root/tests/dialect/project/versions" ;;
    theme) echo "$root/themes" ;;
    esac
}

figure() {
    sed -n "s/^stat::$1: *//p" "$log" | tail -1
}

# $used: seconds of the processor by all that was started so far. Not in a subshell, which has started nothing.
look_at_times() {
    times >"$beside/times"
    used=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, part, "[ms]"); sum += part[1] * 60 + part[2] } print int(sum) }' "$beside/times")
}

status=0
printf '%-12s %8s %8s %12s %8s %8s %8s %6s\n' target seconds CPU executions 'a second' edges inputs found
for target in "$@"; do
    learnt=$beside/learnt/$target found=$beside/found/$target log=$beside/$target.log
    mkdir -p "$learnt" "$found"
    began=$(date +%s)
    look_at_times
    before=$used
    # shellcheck disable=SC2046 # no folder of the repository has blanks in its name
    FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=${LEAKS:-1} TERM=xterm-256color LC_ALL=C.UTF-8 TZ=UTC \
        "$program" "$learnt" "$here/corpus/$target" $(more_seeds "$target") \
        -dict="$here/$(dictionary "$target").dict" -artifact_prefix="$found/" -max_total_time="$seconds" \
        -max_len=4096 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 >"$log" 2>&1 </dev/null || status=1
    look_at_times
    printf '%-12s %8s %8s %12s %8s %8s %8s %6s\n' "$target" "$(($(date +%s) - began))" "$((used - before))" "$(figure number_of_executed_units)" \
        "$(figure average_exec_per_sec)" "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)" \
        "$(find "$learnt" -type f | wc -l)" "$(find "$found" -type f | wc -l)"
done
exit $status
