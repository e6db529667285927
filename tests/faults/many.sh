#!/bin/sh
# make faults: limbeck on SQLite, limbeck on PostgreSQL, and the server itself are killed; then
# what limbeck says of COMMITs that are cut is held against what the server has.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
stop() {
    sh "$here/tests/tools/postgresql.sh" stop "$work/postgresql" 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM
LIMBECK_TEST_PORT=$(sh "$here/tests/tools/postgresql.sh" start "$work/postgresql") || exit 1
export LIMBECK_TEST_PORT LIMBECK_TEST_WORK="$work" LIMBECK_TEST_ROOT="$here" PGPASSWORD=s3cret-word
status=0
for kind in sqlite postgresql server; do
    for way in "" batches split; do
        python3 "$here/tests/faults/faults.py" $kind "$RUNS" $way || status=1
    done
done
python3 "$here/tests/faults/faults.py" sqlite "$RUNS" ahead || status=1
python3 "$here/tests/faults/fleet.py" "$([ "$RUNS" = all ] && echo 200 || echo "$RUNS")" || status=1
[ "$RUNS" = all ] && RUNS=1000
for seed in 1 2; do
    LIMBECK_TEST_SEED=$seed python3 "$here/tests/faults/truth.py" "$RUNS" || status=1
done
exit $status
