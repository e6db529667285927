#!/bin/sh
# Where the configuration comes from: ini, pyproject.toml, both, and what is wrong
# with them.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL ALEMBIC_CONFIG
project() { # project: a fresh folder with scripts in two places, and no configuration
    rm -rf "$work/p"
    mkdir -p "$work/p/scripts/versions" "$work/p/more/2024" && cd "$work/p" || exit 1
    printf 'from alembic import context\ncontext.configure(url=context.config.get_main_option("sqlalchemy.url", "sqlite:///toml.db"))\n' >scripts/env.py
    printf 'revision = "a"\ndown_revision = None\ndef upgrade():\n    pass\n' >scripts/versions/a.py
    printf 'revision = "b"\ndown_revision = "a"\ndef upgrade():\n    pass\n' >more/2024/b.py
}
heads_are() { # heads_are NAME WANTED WORDS...
    name=$1 wanted=$2
    shift 2
    "$limbeck" "$@" heads >"$work/out" 2>"$work/errors"
    got=$(cat "$work/out")
    [ "$got" = "$wanted" ] || sed 's/^/# /' "$work/out" "$work/errors"
    check "$name" "$([ "$got" = "$wanted" ]; echo $?)"
}
refused() { # refused NAME PATTERN WORDS...
    name=$1 pattern=$2
    shift 2
    "$limbeck" "$@" heads >"$work/out" 2>"$work/errors"
    status=$?
    [ "$status" = 2 ] && grep -q "$pattern" "$work/out" "$work/errors" || sed 's/^/# /' "$work/out" "$work/errors"
    check "$name" "$([ "$status" = 2 ] && grep -q "$pattern" "$work/out" "$work/errors"; echo $?)"
}

project
printf '[tool.alembic]\nscript_location = "%%(here)s/scripts"\nversion_locations = ["%%(here)s/scripts/versions", "%%(here)s/more"]\nrecursive_version_locations = true\n' >pyproject.toml
heads_are "pyproject.toml alone" "b (head)"
heads_are "the same by -c" "b (head)" -c pyproject.toml
ALEMBIC_CONFIG=pyproject.toml heads_are "and by \$ALEMBIC_CONFIG" "b (head)"
"$limbeck" upgrade head >/dev/null 2>&1 && [ "$("$limbeck" current)" = "b (head)" ] && [ -e toml.db ]
check "a database from env.py, without an ini" $?
printf '[alembic]\nsqlalchemy.url = sqlite:///ini.db\nrecursive_version_locations = false\n' >alembic.ini
heads_are "the ini comes before it" "a (head)"
mv alembic.ini other.ini
heads_are "one of each by -c" "a (head)" -c other.ini -c pyproject.toml
refused "two of a kind" "only one ini file may be indicated" -c other.ini -c another.ini
refused "a pyproject.toml twice" "pyproject.toml indicated more than once" -c pyproject.toml -c ./pyproject.toml
refused "a file that is not there" "No config file 'none.ini' found" -c none.ini
sed -i 's/^recursive.*/recursive_version_locations = "yes"/' pyproject.toml
refused "a text where a truth is wanted" "boolean value expected for TOML parameter 'recursive_version_locations'"
printf '[tool.alembic]\nscript_location = "%%(there)s/scripts"\n' >pyproject.toml
refused "a percent sign alone" "write %% for a percent sign"
printf '[tool.alembic]\nscript_location = \n' >pyproject.toml
refused "no TOML" "pyproject.toml:2:.*this is not TOML"
printf '[tool.other]\nx = 1\n' >pyproject.toml
heads_are "no [tool.alembic], no ini: the only folder of scripts, with a warning" "a (head)"
grep -q "^warning: no alembic.ini was found; using .*/scripts$" "$work/errors"
check "which names it" $?
mv scripts/env.py scripts/environment.py
refused "and no env.py" "No config file 'alembic.ini' found"

project
for separator in os space newline ';' ':'; do
    case $separator in
    os | :) list='scripts/versions:more/2024' ;;
    space) list='scripts/versions more/2024' ;;
    newline) list='
  scripts/versions
  more/2024' ;;
    ';') list='scripts/versions;more/2024' ;;
    esac
    printf '[alembic]\nscript_location = scripts\npath_separator = %s\nversion_locations = %s\n' "$separator" "$list" >alembic.ini
    heads_are "path_separator = $separator" "b (head)"
done
printf '[alembic]\nscript_location = scripts\npath_separator = |\nversion_locations = x\n' >alembic.ini
refused "path_separator = |" "is not a valid value for path_separator"
project
printf '[alembic]\nscript_location = scripts\n' >alembic.ini
printf 'import os\n\n"""No docstring: it comes too late"""\nrevision = "a"\ndown_revision = None\n' >scripts/versions/a.py
check "a text after the imports is no message" "$([ "$("$limbeck" history)" = "<base> -> a (head), " ]; echo $?)"

project
printf '[alembic]\nscript_location = scripts\nsourceless = true\n' >alembic.ini
mkdir scripts/versions/__pycache__
printf x >scripts/versions/__pycache__/a.cpython-311.pyc
heads_are "sourceless: a compiled script whose source is there" "a (head)"
printf x >scripts/versions/__pycache__/b.cpython-311.pyc
for folder in scripts/versions/__pycache__ scripts/versions; do
    "$limbeck" heads >"$work/out" 2>&1
    status=$?
    check "sourceless: one without it in $folder is refused" "$([ "$status" = 3 ] && grep -q "$folder/b.*without its source" "$work/out"; echo $?)"
    mv scripts/versions/__pycache__/b.cpython-311.pyc scripts/versions/b.pyc 2>/dev/null
done
sed -i '/sourceless/d' alembic.ini
heads_are "and left alone without the option, as Alembic does" "a (head)"
finish
