# For test scripts: sourced. Counts and prints TAP lines.
number=0
check() { # check NAME STATUS: STATUS 0 is good
    number=$((number + 1))
    if [ "$2" = 0 ]; then echo "ok $number - $1"; else echo "not ok $number - $1"; fi
}
same() { # same NAME WANTED GOT: two files
    diff "$2" "$3" >"$work/difference" 2>&1
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/difference" | head -20
    check "$1" "$status"
}
says() { # says NAME PATTERN: some line of $work/out
    grep -q -- "$2" "$work/out"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" "$status"
}
# Without blanks at the end of lines, and without empty lines at the end.
trimmed() { awk '{ sub(/[ ]+$/, "") } /./ { for (; empty > 0; empty--) print ""; print; next } { empty++ }'; }
# A project of its own in $work/p, whose env.py only configures; and the folder to be in.
plain_project() {
    mkdir -p "$work/p/alembic/versions"
    cd "$work/p" || exit 1
    printf '[alembic]\nscript_location = %%(here)s/alembic\n' >alembic.ini
    printf 'from alembic import context\ncontext.configure(%s)\n' "${1:-}" >alembic/env.py
}
revision() { # revision ID DOWN: upgrade() on standard input, a downgrade() that does nothing
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "%s"\ndown_revision = %s\ndef upgrade():\n' "$1" "$2"
      sed 's/^/    /'
      printf 'def downgrade():\n    pass\n'; } >"alembic/versions/$1.py"
}
finish() { echo "1..$number"; }
work=$(mktemp -d "${LIMBECK_TEST_WORK:-/tmp}/case.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$LIMBECK_TEST_ROOT
sample=$root/sample-project
limbeck=$LIMBECK
