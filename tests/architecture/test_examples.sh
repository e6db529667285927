#!/bin/sh
# The example at the head of each public header compiles: "..." stands for a statement or an argument.
cd "$LIMBECK_TEST_ROOT" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

example() { # example HEADER: the indented lines of its first comment
    sed -n '1,/\*\//p' "$1" | sed -n 's/ *\*\/$//; s/^ \*     //p'
}
# A definition that begins with static or const goes before the function.
as_source() { # as_source HEADER
    echo '#include "all.h"'
    echo "#include \"$1\"" | sed 's|include/||'
    echo '#include <unistd.h>'
    echo '#include "tests/architecture/examples.h"'
    example "$1" | sed -e 's/^\.\.\..*//' -e 's/, \.\.\.}/}/g' -e 's/= \.\.\./= NULL/g' -e 's/{\.\.\.}/{0}/g' -e 's/for (\.\.\.)/for (;;)/' \
        -e 's/{ \.\.\. }/{ }/' -e 's/ \.\.\. [A-Z].*/ { }/' -e 's/ \.\.\. pthread/ pthread/' -e 's/ \.\.\.\( *\/\/.*\)*$/ { }\1/' | awk '
        /^(static |const [A-Za-z]+ [a-z_]+ = \{)/ { top = 1 }
        top { print; if (/[;}]$/ && !/^    /) top = 0; next }
        { body = body $0 "\n" }
        END { print "void example(void);\nvoid example(void)\n{\n" body "}" }'
}

compile() { # compile ARGUMENT...
    ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -Iinclude -I. -Wall -Wextra -Werror -Wno-unused-variable -Wno-unused-value \
        -Wno-return-type -Wno-unused-but-set-variable -Wno-unused-parameter -Wno-missing-field-initializers \
        -Wno-missing-prototypes "$@" >"$work/said" 2>&1
}
# All headers, read once: gcc takes all.h.gch in place of all.h.
find include -name '*.h' ! -name '*_list.h' ! -path '*/runtime/internal.h' | sort | sed 's|^include/|#include "|; s|$|"|' >"$work/all.h"
compile -x c-header "$work/all.h" -o "$work/all.h.gch"

number=0
for header in $(grep -lE '^ \*     ' -r include | grep -v 'theme/preferences\.h' | sort); do # that one shows an ini file
    number=$((number + 1))
    as_source "$header" >"$work/example.c"
    if compile -fsyntax-only "$work/example.c"; then
        echo "ok $number - $header"
    else
        echo "not ok $number - $header"
        grep -E 'error' "$work/said" | head -5 | sed 's/^/# /'
    fi
done
[ "$number" -gt 120 ] || { number=$((number + 1)); echo "not ok $number - only $number headers have an example"; }
echo "1..$number"
