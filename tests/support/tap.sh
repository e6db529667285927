# For test scripts: sourced. Counts and prints TAP lines.
number=0
check() { # check NAME STATUS: STATUS 0 is good
    number=$((number + 1))
    if [ "$2" = 0 ]; then echo "ok $number - $1"; else echo "not ok $number - $1"; fi
}
same() { # same NAME WANTED GOT: two files
    diff "$2" "$3" >"$work/difference" 2>&1
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/difference" | head -20
    check "$1" "$status"
}
# Without blanks at the end of lines, and without empty lines at the end.
trimmed() { awk '{ sub(/[ ]+$/, "") } /./ { for (; empty > 0; empty--) print ""; print; next } { empty++ }'; }
finish() { echo "1..$number"; }
work=$(mktemp -d "${LIMBECK_TEST_WORK:-/tmp}/case.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$LIMBECK_TEST_ROOT
sample=$root/sample-project
limbeck=$LIMBECK
