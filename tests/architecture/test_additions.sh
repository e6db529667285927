#!/bin/sh
# "To add a thing" of CONTRIBUTING: each kind is a file and a row. A file without its row fails here or nowhere; a row
# without its file does not build.
cd "$LIMBECK_TEST_ROOT" || exit 1

rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
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
missing() { # missing LIST ROWS: the lines of LIST that are not among ROWS; what an empty list would hide is said
    [ -n "$1" ] || echo "nothing found to check"
    echo "$2" >"$rows"
    echo "$1" | grep -vxF -f "$rows"
}

rules=$(sed -n 's/^const LintRule rule_\([a-z_]*\) = .*/\1/p' src/lint/*.c)
rule "each lint rule is in rule_list.h" "$(missing "$rules" "$(sed -n 's/^RULE(\(.*\))$/\1/p' src/lint/rule_list.h)")"
rule "each file of a lint rule defines it" "$(missing "$(ls src/lint/rule_*.c | sed 's|.*/rule_||; s|\.c$||')" "$rules")"

defined=$(sed -n 's/^const Verb verb_\([a-z_]*\) = .*/\1/p' src/cli/*.c)
rule "each verb is in verb_list.h" "$(missing "$defined" "$(sed -n 's/^VERB(\(.*\))$/\1/p' src/cli/verb_list.h)")"
named=$(sed -n 's/.*\.name = "\([a-z_]*\)".*/\1/p' src/cli/verb_*.c)
rule "each verb has a name" "$([ "$(echo "$named" | wc -l)" = "$(echo "$defined" | wc -l)" ] || echo "$(echo "$defined" | wc -l) verbs, names: $named")"
tried=$(grep -hE 'limbeck|for words in|\bwith |screen_start_with' tests/*/test_*.sh tests/tui/*.c; sed 's/^/limbeck /' tests/cli/alembic.txt tests/cli/ours.txt)
rule "each verb is run by a test" "$(echo "$named" | while read -r verb; do
    echo "$tried" | grep -qE "(limbeck|words in|with)[^|;]*[\" ]$verb\b" || echo "$verb"
done)"

rule "each question to a catalogue is asked" "$(for file in src/reflection/sql/*.sql; do
    name=$(basename "$file" .sql)
    grep -q "\bsql_$name\b" src/reflection/*.c || echo "$name"
done)"
# A field of a dialect: every dialect sets it, or some do and its comment says what zero means.
fields=$(sed -n '/^struct Dialect {/,/^};/p' include/limbeck/dialect/compiler.h | sed 's|/\*.*||; 1d; $d' |
    sed -nE -e 's/.*\(\*\(?\*?([a-z_]+)\).*/\1/p' -e '/\(\*/!s/^ *(const )?[A-Za-z]+ (const )?\**(const )?(.*);.*/\4/p' | tr -d '*,' | tr ' ' '\n' | grep .)
dialects=$(ls -d src/dialect/*/ | sed 's|/$||')
rule "each field of a dialect is set by one and read" "$([ "$(echo "$fields" | wc -l)" -gt 50 ] || echo "fields found: $fields"
    for field in $fields; do
        grep -qE "^    \.$field = " src/dialect/*/*.c || echo "$field: no dialect sets it"
        grep -qE "(->|\.)$field\b" src/dialect/*.c || echo "$field: nothing reads it"
    done)"
hooks=$(sed -n '/^struct Dialect {/,/^};/p' include/limbeck/dialect/compiler.h | grep -v 'NULL' | sed -nE 's/.*\(\*\(?\*?([a-z_]+)\).*/\1/p')
rule "each hook that may not be NULL is in each dialect" "$(for folder in $dialects; do
    for hook in $hooks; do grep -qE "^    \.$hook = " "$folder"/*.c || echo "$folder: $hook"; done
done)"

rule "each kind of operation is a row" "$(grep -hoE '\bOPERATION_[A-Z_]+' -r src include --include=*.[ch] | sort -u | sed 's/^OPERATION_//' |
    grep -vxE 'KIND_COUNT' | while read -r kind; do
    grep -q "^OPERATION($kind, " include/limbeck/operations/operation_list.h || echo "$kind"
done)"
# A function of Python in C, and a directive of op, is in a table of natives or a hook of a class.
natives=$(grep -hoE '^(BUILTIN|NATIVE)\([a-z_0-9]+\)' -r src --include=*.c | sed 's/.*(//; s/)//' | sort | uniq -c)
used=$(cat src/*/*.c src/*/*/*.c | grep -vE '^(BUILTIN|NATIVE)\(' | grep -oE '[a-z_0-9]+' | sort -u)
rule "each native function has a row" "$([ "$(echo "$natives" | wc -l)" -gt 300 ] || echo "natives found: $natives"
    missing "$(echo "$natives" | awk '{ print $2 }')" "$used")"
# tests/python/test_signatures.c compares the two.
rule "each row of a built-in has its line in signatures.txt" "$(
    {
        sed -nE 's/^ *\{"([a-z_]+)", builtin_[a-z_]+, .*/\1/p' src/python/builtins/*.c
        sed -nE 's/^ *\{"([a-z_]+)", (str|list|dict|set|int|float|bytes)_[a-z_]+, .*/\2.\1/p' src/python/builtins/*.c
    } | sort -u | while read -r name; do
        grep -q "^$name " tests/python/signatures.txt || echo "$name"
    done)"
# test_types.c tries them; a type of one dialect alone, without arguments, is spelled by its own name.
rule "each type is spelled by the dialects whose modules have it" "$({ tr -d '\n' <include/limbeck/schema/type_list.h; echo; } |
    sed 's/TYPE(TYPE_/\n&/g' |
    sed -nE 's/^TYPE\((TYPE_[A-Z_0-9]+), "[^"]*", [A-Z_]+, ([A-Z_]+), [A-Z_0-9]+, *([A-Z_ |]+)\).*/\1 \2 \3/p' |
    grep -v '^TYPE_NULL ' | while read -r kind arguments modules; do
        for dialect in postgresql sqlite; do
            own=IN_$(echo "$dialect" | tr a-z A-Z)
            case $modules in
            "$own") [ "$arguments" != ARGUMENTS_NONE ] || continue ;;
            *"$own"*) ;;
            *IN_TYPES*) [ "$dialect" = postgresql ] || continue ;;
            *) continue ;;
            esac
            grep -q "^    \[$kind\] = {" "src/dialect/$dialect/$dialect.c" || echo "$dialect: $kind"
        done
    done)"

# tests/tui/test_actions.c presses each row's key.
actions=$(sed -nE 's/^(static )?void (act_[a-z_]+)\(.*/\2/p' src/tui/screen/*.c src/tui/home/*.c)
rule "each action of a key is in a row" "$(missing "$actions" "$(grep -hoE '\bact_[a-z_]+\}' -r src/tui | tr -d '}' | sort -u)")"
echo "1..$number"
