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
# A fleet of shops, a run over some of them.
mkdir data
printf '\n[limbeck:fleet]\nfiles = data/*.db\n' >>alembic.ini
at() { # at REVISION NAMES [SQL]
    for name in $2; do
        sqlite3 "data/$name.db" "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
            INSERT INTO alembic_version VALUES ('$1'); ${3-}"
    done
}
at 3e7f90d15b28 'aarhus athens basel bergen bilbao bordeaux bremen bruges cadiz cork delft dublin faro gdansk geneva'
at 1a6c80b37294 'ghent graz hamburg helsinki izmir krakow leeds leiden lille lisbon'
at 1a6c80b37294 'linz lyon' 'CREATE TABLE audit_log (id)'
at 095b7fa26183 'malmo milan munich nantes nice'
at f84a6e915072 'oslo palermo'
at 3c8ea2d5f4b6 'porto prague'
at feedfacecafe riga
at 1a6c80b37294 'seville split tallinn turin utrecht valencia vienna vilnius zurich'
echo 'no database' >data/rouen.db
WORD=fleet OPENED='orphan 1' shot fleet '' 'behind 30' '*[g-l]*\r' '14 of the' u 'CREATE TABLE' y '2 failed' '\t\t' 'already exists'
