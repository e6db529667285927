#!/bin/sh
# The figures of `limbeck losses` are those that the step really destroys.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
for kind in postgresql sqlite; do
    python3 "$root/tests/migrate/loss_counts.py" "$kind" >"$work/out" 2>&1
    check "$kind: all cases are told" "$([ $? = 0 ] && grep -q "^1\.\." "$work/out" && ! grep "^not ok" "$work/out"; echo $?)"
    grep -E "^ok|^not ok|^#" "$work/out" | sed 's/^/    /'
done
finish
