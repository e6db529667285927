#!/bin/sh
# [limbeck] in env.py's place: the way out where env.py cannot be followed.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH
mkdir -p "$work/p/m/versions" "$work/p/app" && cd "$work/p" || exit 1
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))\ndef downgrade():\n    op.drop_table("t")\n' >m/versions/a.py
ini() { printf '[alembic]\nscript_location = m\n[limbeck]\n' >alembic.ini; cat >>alembic.ini; }
refused() { # refused NAME PATTERN WORDS...
    name=$1 pattern=$2
    shift 2
    "$limbeck" "$@" >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$pattern" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$name" "$([ "$status" = 3 ] && grep -q -- "$pattern" "$work/errors"; echo $?)"
}
tables() { sqlite3 "$1" "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name)"; }
cat >m/env.py <<'X'
from alembic import context
from elsewhere import options
context.configure(url="sqlite:///env.db", **options)
with context.begin_transaction():
    context.run_migrations()
X
ini </dev/null
refused "options that are not known, and what to declare" "under \[limbeck\] in .*alembic.ini what env.py would decide: url, or --url; version_table" current
refused "with --url, the rest" "what env.py would decide: version_table " --url sqlite:///given.db upgrade head
check "nothing was made" "$([ ! -e given.db ] && [ ! -e env.db ]; echo $?)"
ini <<'X'
url = sqlite:///declared.db
version_table = own_version
X
refused "a naming convention is not guessed" "set naming_convention = none in \[limbeck\]" upgrade head
check "and nothing is left" "$([ -z "$(tables declared.db)" ]; echo $?)"
ini <<'X'
url = sqlite:///declared.db
version_table = own_version
naming_convention = none
X
"$limbeck" upgrade head >"$work/out" 2>&1
says "declared, it runs, and says so" "env.py is not followed: .*m/env.py:3: .*elsewhere.options"
check "with the declared names" "$([ "$(tables declared.db)" = "own_version t" ]; echo $?)"
"$limbeck" --url sqlite:///given.db upgrade head >"$work/out" 2>&1
check "--url comes first" "$([ "$(tables given.db)" = "own_version t" ]; echo $?)"
printf 'raise RuntimeError("never on this host")\n' >m/env.py
refused "an exception of env.py's own still stops" "RuntimeError: never on this host" current
printf 'from elsewhere import x\n# SET search_path TO tenant\nx + 1 > 2 and None\n' >m/env.py
refused "a search path is declared too" "what env.py would decide: search_path " current
ini <<'X'
url = postgresql://limbeck@127.0.0.1/declared
version_table = own_version
search_path = tenant; drop table t
X
"$limbeck" current >"$work/out" 2>&1
says "as names" "search_path = tenant; drop table t is not names of schemas by commas"

# ---- where env.py is followed, each key in its place ----------------------------------------------
cat >m/env.py <<'X'
from alembic import context
context.configure(url="sqlite:///env.db", version_table="env_version")
with context.begin_transaction():
    context.run_migrations()
X
rm -f ./*.db
ini <<'X'
version_table = own_version
X
"$limbeck" upgrade head >"$work/out" 2>&1
says "another version table is said" "env.py's version table is 'env_version'; \[limbeck\] says 'own_version', which is used"
check "and used" "$([ "$(tables env.db)" = "own_version t" ]; echo $?)"
printf 'from sqlalchemy import Column, Integer, MetaData, Table\nclass Base:\n    metadata = MetaData()\nTable("t", Base.metadata, Column("id", Integer, primary_key=True))\nTable("more", Base.metadata, Column("id", Integer, primary_key=True))\n' >app/models.py
ini <<'X'
version_table = own_version
target_metadata = app.models:Base.metadata
X
"$limbeck" check >"$work/out" 2>&1
says "the models" "+ table more"
printf 'from elsewhere import x\nx + 1 > 2 and None\n' >m/env.py
"$limbeck" --url sqlite:///env.db check >"$work/out" 2>&1
says "without env.py too" "+ table more"
ini <<'X'
target_metadata = app.models
X
"$limbeck" current >"$work/out" 2>&1
says "a module alone is no metadata" "target_metadata = app.models is not MODULE:NAME"
finish
