#!/bin/sh
# Each golden that a recorder writes says in its first line what it was recorded with: one version for all.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$root/tests" || exit 1
wanted=$(cat support/versions.txt)
for folder in dialect cli script projects; do
    [ -e "$folder/record.py" ]
    check "$folder: a recorder writes its goldens" $?
    for golden in "$folder"/golden/*.txt; do
        head -1 "$golden" | sed -E 's/^(#|--) //'
    done | sort | uniq -c | grep -vF -e "$wanted" -e " limbeck" >"$work/others"
    [ ! -s "$work/others" ] || sed 's/^/# /' "$work/others"
    check "$folder: recorded with $wanted" "$([ ! -s "$work/others" ]; echo $?)"
done
# make record runs each recorder.
for recorder in $(cd "$root" && find tests -name 'record*.py' ! -path 'tests/support/*'); do
    grep -q "$recorder" "$root/tests/tools/record.sh"
    check "make record runs $recorder" $?
done
finish
