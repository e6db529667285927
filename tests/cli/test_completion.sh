#!/bin/sh
# Completion scripts: every shell reads its own, and the words come from the project.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$sample" || exit 1
PATH=$(dirname "$limbeck"):$PATH
cat >"$work/try" <<'X'
source <(limbeck completion bash)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_limbeck
printf '%s ' "${COMPREPLY[@]}"
X
completes() { # completes WANTED WORDS...: the last word is completed
    wanted=$1
    shift
    got=$(bash "$work/try" "$@")
    [ "$got" = "$wanted" ] || echo "# got '$got'"
    check "bash: $*" "$([ "$got" = "$wanted" ]; echo $?)"
}
completes "upgrade " limbeck up
completes "stock@head " limbeck upgrade sto
completes "1a6c80b37294 " limbeck -n analytics downgrade 1a6
completes "--purge " limbeck stamp --p
completes "--no-color --no-pager " limbeck --no
completes "bash zsh fish revisions " limbeck completion ""
limbeck completion zsh >"$work/zsh" && zsh -n "$work/zsh"
check "zsh reads its script" $?
limbeck completion fish >"$work/fish" && fish -n "$work/fish"
check "fish reads its script" $?
got=$(fish -c "source $work/fish; complete -C 'limbeck upgrade sto'" 2>/dev/null | cut -f1)
check "fish: limbeck upgrade sto" "$([ "$got" = stock@head ]; echo $?)"
limbeck completion tcsh >"$work/out" 2>&1
check "another shell is refused" "$([ $? = 2 ]; echo $?)"
finish
