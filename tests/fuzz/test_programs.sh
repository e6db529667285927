#!/bin/sh
# Random programs, the same in every run: limbeck answers what this machine's Python answers, or refuses by name.
# More of them: python3 tests/fuzz/programs.py build/limbeck 50000 2
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "ok 1 - random programs # skip: python3 is not 3.11"; echo "1..1"; exit 0; }
python3 "$root/tests/fuzz/programs.py" "$limbeck" 300 1 >"$work/out" 2>&1
says "random programs" "^300 programs: [0-9]* equal, [0-9]* refused, 0 differ"
check "most of them are evaluated" "$(awk '/^300 programs/ { print ($3 < 240) }' "$work/out")"
finish
