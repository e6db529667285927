#!/bin/sh
# The rules of test_additions.sh: each of the eight kinds of thing, added to a copy without its row, fails the rule that
# names the row.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cp -R "$root/src" "$root/include" "$work"
mkdir "$work/tests"
for folder in "$root"/tests/*/; do # tests of other folders may make files meanwhile
    mkdir -p "$work/tests/$(basename "$folder")"
    cp "$folder"*.sh "$folder"*.c "$folder"*.txt "$work/tests/$(basename "$folder")" 2>/dev/null
done
cd "$work" || exit 1

additions() {
    LIMBECK_TEST_ROOT=$work sh "$root/tests/architecture/test_additions.sh" >out 2>&1
}
missed() { # missed THING RULE NAME FILE: after the change of the file, that rule fails and names it
    additions
    grep -A3 "^not ok .* - $2\$" out | grep -q "$3"
    check "$1: $2" $?
    if [ -e "$root/$4" ]; then cp "$root/$4" "$4"; else rm "$4"; fi
}

additions
check "the copy itself has all rows" "$(grep -c '^not ok' out)"
echo 'const LintRule rule_trial = {.name = "trial"};' >src/lint/rule_trial.c
missed "a lint rule" "each lint rule is in rule_list.h" trial src/lint/rule_trial.c
echo 'const Verb verb_trial = {.name = "trial"};' >src/cli/verb_trial.c
missed "a verb" "each verb is in verb_list.h" trial src/cli/verb_trial.c
printf 'void act_trial(Application *application, Key key)\n{\n}\n' >>src/tui/screen/screen_merge.c
missed "a key" "each action of a key is in a row" act_trial src/tui/screen/screen_merge.c
echo 'TYPE(TYPE_TRIAL, "Trial", AFFINITY_STRING, ARGUMENTS_LENGTH, TYPE_STRING, IN_SQLALCHEMY | IN_TYPES)' >>include/limbeck/schema/type_list.h
missed "a type of SQLAlchemy" "each type is spelled by the dialects whose modules have it" "postgresql: TYPE_TRIAL" include/limbeck/schema/type_list.h
printf 'NATIVE(op_trial)\n{\n}\n' >>src/alembic/operations.c
missed "a directive of op" "each native function has a row" op_trial src/alembic/operations.c
echo 'Operation trial = {.kind = OPERATION_TRIAL};' >>src/alembic/operations.c
missed "the kind of its operation" "each kind of operation is a row" TRIAL src/alembic/operations.c
echo 'SELECT 1' >src/reflection/sql/postgresql_trial.sql
missed "a question to a catalogue" "each question to a catalogue is asked" postgresql_trial src/reflection/sql/postgresql_trial.sql
sed -i 's/^struct Dialect {$/&\n    bool trial_form;/' include/limbeck/dialect/compiler.h
missed "a spelling of one dialect" "each field of a dialect is set by one and read" trial_form include/limbeck/dialect/compiler.h
printf 'BUILTIN(builtin_trial)\n{\n}\n' >>src/python/builtins/builtins.c
missed "a built-in of Python" "each native function has a row" builtin_trial src/python/builtins/builtins.c
sed -i 's/^    {"len", builtin_len, .*/&\n    {"trial", builtin_len, TAKES(1, 1)},/' src/python/builtins/builtins.c
missed "its parameters" "each row of a built-in has its line in signatures.txt" trial src/python/builtins/builtins.c
finish
