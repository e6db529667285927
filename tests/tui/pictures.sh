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
    "$PICTURE" . 110 32 "$pictures/$name.svg" "$@"
}
shot home
shot wide 'g' '3e7f90d15b28' '\rs' 'CREATE TABLE audit_log' jjj 'CREATE INDEX'
shot before d 'full_name: '
shot plan ggp 'Plan: up' Gk 'version table'
WORD=teach shot teach . 'Lesson 2' a1 'it will hold: 1'
shot command :the 'theme night'
