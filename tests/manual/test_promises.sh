#!/bin/sh
# Every sentence of limbeck-security(7) and of README's promises names the test that shows it
# (promises.txt), and the program is built with the guards that the page names.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
python3 "$root/tests/manual/promises.py" check >"$work/out" 2>&1
bad=$?
grep -A3 '^not ok' "$work/out" | sed 's/^not ok/# not ok/; s/^[^#]/# &/'
check "each of $(grep -c '^ok\|^not ok' "$work/out") promises names a test that is there" $bad
# The sanitizers have guards of their own.
case ${BUILD:-build} in
build)
    sh "$root/tests/tools/hardening.sh" "$limbeck" >"$work/out"
    check "the program has its guards: $(grep -c '^yes' "$work/out")" $?
    ;;
esac
finish
