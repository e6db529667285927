#!/bin/sh
# make pictures: the main screens, on the sample project.
set -eu
mkdir -p "$1"
pictures=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/sample-project" "$work/shop"
cd "$work/shop"
rm -f ./*.db
export XDG_CONFIG_HOME="$work" XDG_STATE_HOME="$work"
"$LIMBECK" upgrade 81d3f72ae90b >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
shot() { # shot NAME [KEYS WAITED-FOR]...
    name=$1
    shift
    "$PICTURE" . "${COLUMNS:-110}" 32 "$@"
    mv "$work"/limbeck/reports/*.svg "$pictures/$name.svg"
}
shot home
shot wide 'g' '3e7f90d15b28' '\rs' 'CREATE TABLE audit_log' jjj 'CREATE INDEX'
shot before d 'full_name: '
shot plan ggp 'Plan: up' Gk 'version table'
WORD=teach shot teach . 'Lesson 2' a1 'it will hold: 1'
shot command :the 'theme night'
shot compare v marked 'jjj=' 'steps down'
"$LIMBECK" upgrade 095b7fa26183 >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
shot table '\t\t' 'enter open' 'j\r' '81d3f72a'
shot rows u 'Example'
shot rehearsal 'jjjp' 'Plan: down' a 'y run them' R 'Rehearsed in'
# Who wrote the scripts, in a repository: one commit for each, forty days apart, and two releases.
git init -q .
number=0
for script in alembic/versions/*.py; do
    number=$((number + 1))
    GIT_AUTHOR_DATE=$(date -u -d "-$(((19 - number) * 40)) days" +%Y-%m-%dT12:00:00Z)
    export GIT_AUTHOR_DATE GIT_COMMITTER_DATE="$GIT_AUTHOR_DATE"
    git add "$script"
    case $((number % 3)) in 0) name='Ada L' ;; 1) name='Grace H' ;; *) name='Edgar C' ;; esac
    git -c user.name="$name" -c user.email=shop@example.org commit -q -m "$script"
    [ $number != 6 ] || git tag v1.0
    [ $number != 13 ] || git tag v2.0
done
COLUMNS=200 shot authors '' v2.0
