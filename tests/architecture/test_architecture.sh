#!/bin/sh
# The walls of the house: which room may include which, and who alone may include
# a foreign library. Prints one TAP line a rule.
cd "$LIMBECK_TEST_ROOT" || exit 1

sources=$(find src include -name '*.[ch]')
number=0
rule() { # rule NAME OFFENDERS
    number=$((number + 1))
    if [ -z "$2" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        echo "$2" | sed 's/^/# /'
    fi
}

# folder, floor, and what it may include, which is narrower than its floor; * all below it
layers='
base 0
config 1 base
python 1 base
schema 1 base
graph 1 base
operations 2 base schema
database 2 base config
project 2 base config graph python
sql 3 base schema operations
sqlalchemy 3 base config python schema operations
dialect 4 base schema operations sql
alembic 4 base config python schema graph operations project sql sqlalchemy
reflection 4 base schema sql database
autogenerate 5 base schema operations sql dialect project sqlalchemy alembic
lint 5 base schema operations graph sql dialect
migrate 5 base schema graph project sqlalchemy alembic operations sql dialect database reflection
workspace 6 *
fleet 7 base workspace
cli 8 base workspace fleet
tui 8 base workspace fleet
main 9 *'
# FILE FOLDER OTHER, for each include of another folder's header.
includes=$(awk '
    FNR == 1 {
        folder = FILENAME
        if (!sub(/^include\/limbeck\//, "", folder)) sub(/^src\//, "", folder)
        if (!sub(/\/.*/, "", folder)) sub(/\.[ch]$/, "", folder)
    }
    /^#include "limbeck\// {
        other = $2
        sub(/^"limbeck\//, "", other)
        if (sub(/\/.*/, "", other) && other != folder && !seen[FILENAME, other]++) print FILENAME, folder, other
    }' $sources)
offending() { # offending AWK-CONDITION: of the includes, by the table of layers
    { echo "$layers"; echo "$includes"; } | awk '
        NF && !/\.[ch] / { floor[$1] = $2 + 0; for (i = 3; i <= NF; i++) may[$1, $i] = 1; next }
        NF && ('"$1"') { print $1 " includes " $3 }'
}
rule "each folder is in the table of layers" "$({ echo "$layers"; ls -d src/*/ include/limbeck/*/; } | awk '
    NF && !/\// { known[$1] = 1; next }
    NF { sub(/\/$/, ""); sub(/.*\//, "") } NF && !known[$0] && $0 != "packages" { print }')"
rule "a room includes strictly lower floors only" "$(offending '!($2 in floor) || !($3 in floor) || floor[$3] >= floor[$2]')"
rule "a room includes only what the page allows it" "$(offending '!may[$2, "*"] && !may[$2, $3]')"

only() { # only HEADER-PATTERN ALLOWED-PATTERN
    grep -lE "^#include <($1)" $sources | grep -vE "^($2)$"
}
rule "only tui/terminal includes ncurses" "$(only 'curses|ncurses|term\.h' 'src/tui/terminal/terminal\.c')"
rule "only its driver includes libpq" "$(only 'libpq' 'src/database/postgresql/libpq\.h')"
rule "only its driver includes sqlite3" "$(only 'sqlite3' 'src/database/sqlite/libsqlite3\.h')"
rule "only config and the readers of tui/theme include inih" "$(only 'ini\.h' 'src/config/ini\.c|src/tui/theme/(theme|preferences)\.c')"
rule "only the dialects' names, hashlib and the journal include libmd" "$(only 'md5|sha1|sha2' 'src/dialect/quote\.c|src/python/builtins/hashlib\.c|src/migrate/journal/journal_line\.c')"
rule "only re includes pcre2" "$(only 'pcre2' 'src/python/builtins/regular_expressions\.c')"
rule "only the writers of JSON include jansson" "$(only 'jansson' 'src/cli/json_output\.h|src/migrate/journal/journal_(line|file)\.h')"
rule "only its one C++ file includes toml++" "$(grep -rlE '#include <toml' src include | grep -vx 'src/config/toml_visit\.cpp'; find src include -name '*.cpp' | grep -vx 'src/config/toml_visit\.cpp')"
rule "programs are run in one place, and never by a shell" "$(grep -nE '\b(fork|exec[lv]p?e?|system|popen|posix_spawnp?)\(' $sources | grep -v '^src/base/process\.c:' | grep -v '^src/base/job_pool\.c:.*fork()' | grep -v '{"'; grep -nE '\b(system|popen)\(|"sh"|/bin/sh' src/base/process.c)"
headers=$(find include -name '*.h')
# A header that a source includes before all else is compiled alone by the build; here the others are.
# A *_list.h is a table for the TYPE() of whoever includes it.
alone=$({ awk 'FNR == 1 { found = 0 } /^#/ && !found++ && /^#include "limbeck\// { print "include/" substr($2, 2, length($2) - 2), "built" }' \
    $(find src -name '*.c'); echo "$headers"; } | awk 'NF == 2 { built[$1] = 1 } NF == 1 && !built[$1] && !/_list\.h$/')
rule "each public header compiles alone" "$(${CC:-cc} -std=c11 -D_GNU_SOURCE -Iinclude -fsyntax-only -Wall -Wextra -x c $alone 2>&1 | grep -E 'error|warning')"
# The linker sees only the objects that it happens to need.
archive=$(dirname "${LIMBECK:-build/limbeck}")/liblimbeck.a
defined=$(nm -A --defined-only --extern-only "$archive" 2>&1 | sed -E 's/^[^:]*:([^:]*):[0-9a-f]* ([A-Z]) /\1 \2 /')
rule "the library defines each symbol once" "$(echo "$defined" | awk '
    NF != 3 { print; next } $2 !~ /[WVuU]/ && place[$3] { print $3 ": " place[$3] ", " $1 } { place[$3] = $1 }'
    # an archive that cannot be read has none
    [ "$(echo "$defined" | wc -l)" -gt 1000 ] || echo "$archive: $(echo "$defined" | wc -l) symbols")"
# Files that call each other, directly or not. What is left in python: a value's methods call a script's functions, which
# handle values. A verb, a rule of lint and a screen join the circle of their table.
circles=$(python3 tests/architecture/circles.py "$(dirname "$archive")" 2>&1)
rule "no circle of files has grown" "$(echo "$circles" | awk '
    BEGIN { split("python 34 sqlalchemy 37 alembic 20 dialect 17 database 10 tui 37 autogenerate 6 migrate 6 reflection 5 \
        workspace 5 schema 4 config 2 operations 2 cli - lint -", limits); for (i = 1; limits[i]; i += 2) most[limits[i]] = limits[i + 1] }
    $1 == "up" || most[$1] == "-" || (most[$1] != "" && $2 ~ /^[0-9]+$/ && $2 <= most[$1]) { next } { print }')"
rule "the evaluator's folders call no higher one: syntax, runtime and values, patterns, builtins, evaluator" \
    "$(echo "$circles" | grep '^up ')"
rule "only reflection asks a catalogue by the queries of its files" "$(grep -l '"queries\.h"' $sources | grep -v '^src/reflection/')"
rule "no include climbs with ../" "$(grep -nE '^#include "[^"]*\.\./' $sources)"
rule "a file of dialect/ that serves all of them names none" "$(grep -nE '\b(postgresql|sqlite)_dialect\b' src/dialect/*.c | grep -v '^src/dialect/dialect\.c:[0-9]*:static const Dialect \*const dialects')"
rule "only config and database ask of what kind a database is" "$(grep -nE '\bDATABASE_(POSTGRESQL|SQLITE)\b' $sources | grep -vE '^(src|include/limbeck)/(config|database)/')"
# What other folders must know of a dialect is in its DialectTraits, of a URL in its UrlTraits, of a database in its DatabaseTraits.
rule "only the dialects, the drivers and the URLs ask for a dialect by its name" "$(grep -nE '(strcmp|strcasecmp|text_starts_with|dialect_named|type_for_dialect)\([^;]*"(postgres|postgresql|sqlite)"|== dialect_named\(' \
    $(find src -name '*.c' | grep -vE '^src/(dialect|database)/|^src/config/url\.c') | grep -v 'type->module')"
rule "the language room opens no file and runs no program" "$(grep -nE '\b(fopen|open|socket|fork|exec[lv]p?e?|system|popen)\(' src/python/*/*.c | grep -v 'os_\|refuse\|REFUSED\|%s' | grep -v '{"')"
# argument_at(arguments, 0) is the argument of a function of one, or what comes before a list of others.
rule "arguments and columns of results are read by name" "$(grep -nE 'values\[[0-9]+\]|\bargument_at\([^,()]+, [1-9]|\brow\[[1-9][0-9]*\]\.(type|bytes|integer|real|boolean)\b' $sources)"
rule "files hold one subject: at most 600 lines" "$(wc -l $sources | awk '$2 != "total" && $1 > 600 { print $1, $2 }')"
# A screen keeps its state to itself: screen_state() in tui/screen/screen.h.
rule "Application has at most 22 fields" "$(awk '
    /^struct Application \{/ { inside = 1; next } inside && /^};/ { exit } inside && /;/ { fields++ } END { if (!fields || fields > 22) print fields + 0 }' \
    include/limbeck/tui/screen/screen.h)"
rule "a folder has at most 30 sources, but for those of one file a row" "$(find src -name '*.c' | sed 's|/[^/]*$||' |
    grep -vxE 'src/(cli|lint)' | sort | uniq -c | awk '$1 > 30 { print $2 ": " $1 }')"
rule "nothing but the agreed names at the top" "$(git ls-files 2>/dev/null | cut -d/ -f1 | sort -u | grep -vxE 'src|include|themes|tests|sample-project|man|Makefile|README.md|LICENSE|\.ci|\.github|\.packaging|\.clang-format|\.clang-tidy|\.editorconfig|\.gitignore')"
echo "1..$number"
