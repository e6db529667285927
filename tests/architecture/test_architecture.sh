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

floor_of() {
    case $1 in
    base) echo 0 ;;
    config | python | schema | graph) echo 1 ;;
    operations | database | project) echo 2 ;;
    sql | sqlalchemy) echo 3 ;;
    dialect | alembic | reflection) echo 4 ;;
    autogenerate | lint | migrate) echo 5 ;;
    workspace) echo 6 ;;
    cli | tui) echo 7 ;;
    *) echo 8 ;;
    esac
}

room_of() {
    echo "$1" | sed -n -e 's|^src/main\.c$|main|p' -e 's|^src/\([a-z]*\)/.*|\1|p' -e 's|^include/limbeck/\([a-z]*\)/.*|\1|p'
}

offenders=
for file in $sources; do
    room=$(room_of "$file")
    floor=$(floor_of "$room")
    for other in $(sed -n 's|^#include "limbeck/\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
        [ "$other" = "$room" ] && continue
        [ "$(floor_of "$other")" -lt "$floor" ] || offenders="$offenders$file includes $other
"
    done
done
rule "a room includes strictly lower floors only" "$offenders"

# What each room may include is narrower than its floor.
allowed() {
    case $1 in
    config | python | schema | graph) echo "base" ;;
    operations) echo "base schema" ;;
    database) echo "base config" ;;
    sql) echo "base schema operations" ;;
    dialect) echo "base schema operations sql" ;;
    project) echo "base config graph python" ;;
    sqlalchemy) echo "base config python schema operations" ;;
    alembic) echo "base config python schema graph operations project sql sqlalchemy" ;;
    reflection) echo "base schema sql database" ;;
    autogenerate) echo "base schema operations sql dialect project sqlalchemy alembic" ;;
    lint) echo "base schema operations graph sql dialect" ;;
    migrate) echo "base schema graph project sqlalchemy alembic operations sql dialect database reflection" ;;
    cli) echo "base workspace" ;;
    tui) echo "base workspace" ;;
    esac
}
offenders=
for file in $sources; do
    room=$(room_of "$file")
    list=$(allowed "$room")
    [ -n "$list" ] || continue
    for other in $(sed -n 's|^#include "limbeck/\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
        case " $list $room " in *" $other "*) ;; *) offenders="$offenders$file includes $other
" ;; esac
    done
done
rule "a room includes only what the page allows it" "$offenders"

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
rule "programs are run in one place, and never by a shell" "$(grep -nE '\b(fork|exec[lv]p?e?|system|popen|posix_spawnp?)\(' $sources | grep -v '^src/base/process\.c:' | grep -v '{"'; grep -nE '\b(system|popen)\(|"sh"|/bin/sh' src/base/process.c)"
declared=$(cat $(find include -name '*.h') | sed 's/^ \*.*//' | grep -oE '\b[a-z][a-z_0-9]*\(' | sort -u)
examples=$(grep -nE '^ \*     ' $(find include -name '*.h') | grep -oE '^[^:]*:[0-9]*|\b[a-z]+_[a-z_0-9]*\(' |
    grep -v '^pthread_' | awk '/^include/ { place = $0; next } { print $0, place }')
rule "a header's example calls only functions that are declared" "$(echo "$examples" | while read -r call place; do
    echo "$declared" | grep -qxF "$call" || echo "$place: $call)"
done)"
rule "no include climbs with ../" "$(grep -nE '^#include "[^"]*\.\./' $sources)"
rule "a file of dialect/ that serves all of them names none" "$(grep -nE '\b(postgresql|sqlite)_dialect\b' src/dialect/*.c | grep -v '^src/dialect/dialect\.c:[0-9]*:static const Dialect \*const dialects')"
rule "only config and database ask of what kind a database is" "$(grep -nE '\bDATABASE_(POSTGRESQL|SQLITE)\b' $sources | grep -vE '^(src|include/limbeck)/(config|database)/')"
rule "the language room opens no file and runs no program" "$(grep -nE '\b(fopen|open|socket|fork|exec[lv]p?e?|system|popen)\(' src/python/*/*.c | grep -v 'os_\|refuse\|REFUSED\|%s' | grep -v '{"')"
rule "files hold one subject: at most 600 lines" "$(wc -l $sources | awk '$2 != "total" && $1 > 600 { print $1, $2 }')"
rule "a folder has at most 30 sources, but for those of one file a row" "$(find src -name '*.c' | sed 's|/[^/]*$||' |
    grep -vxE 'src/(cli|lint)' | sort | uniq -c | awk '$1 > 30 { print $2 ": " $1 }')"
rule "nothing but the agreed names at the top" "$(git ls-files 2>/dev/null | cut -d/ -f1 | sort -u | grep -vxE 'src|include|themes|tests|sample-project|man|Makefile|README.md|LICENSE|\.ci|\.github|\.packaging|\.clang-format|\.clang-tidy|\.editorconfig|\.gitignore')"
echo "1..$number"
