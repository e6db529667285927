#!/bin/sh
# Writes the generated sections of the manual pages from the program's own tables.
#   manual.sh LIMBECK TEST_MANUAL
# TEST_MANUAL is build/tests/manual/test_manual, which knows the keys of the screens.
set -eu
limbeck=$1 keys=$2
section() { # section PAGE FIRST NEXT <TEXT: from the line that begins with FIRST up to NEXT
    cat >"$1.section"
    awk -v first="$2" -v next_one="$3" -v text="$1.section" '
        index($0, first) == 1 { while ((getline line < text) > 0) print line; skip = 1; next }
        skip && index($0, next_one) == 1 { skip = 0 }
        !skip' "$1" >"$1.new"
    rm "$1.section"
    mv "$1.new" "$1"
}
"$limbeck" manual | section man/limbeck.1 ".SH OPTIONS" ".SH SETTINGS"
{ echo ".SH KEYS"; "$keys" print; } | section man/limbeck.1 ".SH KEYS" ".SH FILES"
"$limbeck" manual --scripts | section man/limbeck-scripts.7 ".SH BUILTINS" ".SH SEE ALSO"
