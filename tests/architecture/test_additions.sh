#!/bin/sh
# "To add a thing" of CONTRIBUTING: each kind is a file and a row. A file without its row fails here or nowhere; a row
# without its file does not build.
cd "$LIMBECK_TEST_ROOT" || exit 1

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
    echo "$1" | grep -vxF -e "$2"
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
echo "1..$number"
