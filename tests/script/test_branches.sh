#!/bin/sh
# env.py that hangs on something unknown: each way is followed, and what they agree on is so.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nsqlalchemy.url = sqlite:///ini.db\n' >alembic.ini
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    op.create_table("t", sa.Column("id", sa.Integer))\ndef downgrade():\n    op.drop_table("t")\n' >m/versions/a.py
environment() { { printf 'from alembic import context\nfrom sqlalchemy import create_engine\nfrom elsewhere import settings, app\n'; cat; printf 'with context.begin_transaction():\n    context.run_migrations()\n'; } >m/env.py; }
runs() { # runs NAME DATABASE WORDS...
    name=$1 database=$2
    shift 2
    rm -f ./*.db
    "$limbeck" "$@" upgrade head >"$work/out" 2>"$work/errors"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    check "$name" "$([ "$status" = 0 ] && [ -n "$(sqlite3 "$database" .tables)" ] && [ "$(ls ./*.db)" = "./$database" ]; echo $?)"
}
refused() { # refused NAME PATTERN WORDS...
    name=$1 pattern=$2
    shift 2
    rm -f ./*.db
    "$limbeck" "$@" upgrade head >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$pattern" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$name" "$([ "$status" = 3 ] && grep -q -- "$pattern" "$work/errors" && ! ls ./*.db >/dev/null 2>&1; echo $?)"
}
environment <<'X'
if settings.debug and settings.level == "all" or "x" in settings.flags:
    print("debugging")
context.configure(url="sqlite:///env.db", version_table="own" if settings.is_none is None else "own")
X
runs "ways that agree" env.db
environment <<'X'
context.configure(url="sqlite:///env.db", version_table="own" if settings.own else "alembic_version")
X
refused "another version table" "m/env.py:4:.*branches here on 'settings.own'\|m/env.py:4:.*branches here on 'elsewhere.settings.own'.*decides version_table"
check "and the setting that says it" "$(grep -q "under \[limbeck\]" "$work/errors"; echo $?)"
environment <<'X'
if settings.testing:
    context.config.set_main_option("sqlalchemy.url", "sqlite:///testing.db")
context.configure(url=context.config.get_main_option("sqlalchemy.url"))
X
refused "another database" "elsewhere.settings.testing.*decides the database"
runs "with --url it is none" given.db --url sqlite:///given.db
environment <<'X'
if not settings.url:
    raise RuntimeError("no URL")
context.configure(url="sqlite:///env.db")
X
runs "a way that stops by itself migrates nothing" env.db
environment <<'X'
if settings.url:
    raise RuntimeError("the one")
raise RuntimeError("the other")
X
"$limbeck" current >"$work/out" 2>&1
says "both do" "RuntimeError: the other"
environment <<'X'
if settings.schema:
    pass
elif settings.other + 1:
    for name in settings.names:
        pass
context.configure(url="sqlite:///env.db")
X
refused "a way that cannot be followed is not passed over" "m/env.py:7:.*elsewhere.settings.names"
environment <<'X'
context.configure(url="sqlite:///env.db", transaction_per_migration=bool(settings.each == 1))
X
refused "another transaction" "branches here on\|bool"
environment <<'X'
with app.app_context():
    context.configure(url="sqlite:///env.db")
X
runs "a with block of something unknown" env.db
environment <<'X'
while settings.more():
    pass
context.configure(url="sqlite:///env.db")
X
refused "a loop that may have no end" "limit\|steps\|settings.more"
{ for n in 0 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo "if settings.x$n: print($n)"; done; echo 'context.configure(url="sqlite:///env.db")'; } | environment
refused "too many ways" "elsewhere.settings.x"
finish
