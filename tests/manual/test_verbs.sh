#!/bin/sh
# The manual page's options and verbs are those of the tables; `make man` writes them.
missing= settings=0
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
sed -n '/^\.SH OPTIONS/,/^\.SH SETTINGS/p' "$root/man/limbeck.1" | sed '$d' >"$work/wanted"
"$limbeck" manual >"$work/got"
same "options and verbs" "$work/wanted" "$work/got"
sed -n '/^\.SH BUILTINS/,/^\.SH SEE ALSO/p' "$root/man/limbeck-scripts.7" | sed '$d' >"$work/wanted"
"$limbeck" manual --scripts >"$work/got"
same "what scripts find" "$work/wanted" "$work/got"
# batch_size is of the command line alone.
for key in $(sed -n 's/^    {"\([a-z_]*\)", ".*, read_[a-z]*, .*/\1/p' "$root/src/workspace/settings/settings.c" | grep -v batch_size); do
    grep -q "^\.B $key$" "$root/man/limbeck.ini.5" || missing="$missing $key"
    settings=$((settings + 1))
done
check "each of $settings settings is in limbeck.ini(5):$missing" "$([ "$settings" -gt 10 ] && [ -z "$missing" ]; echo $?)"
"$limbeck" --version >"$work/out"
for library in libpq SQLite ncurses PCRE2 utf8proc jansson; do
    says "--version tells which $library" "$library [0-9]"
done
for verb in $("$limbeck" completion bash | sed -n 's/^    "") .*choices="\(.*\)" ;;$/\1/p'); do
    "$limbeck" "$verb" --help >"$work/out" 2>&1 && grep -q "^usage: limbeck $verb" "$work/out"
    check "limbeck $verb --help" $?
done
finish
