#!/bin/sh
# What Alembic 1.19.1 with SQLAlchemy 2.0.52 wrote for pairs of models (golden/: the schema
# that is there, the models that are wanted, the directives of both functions): limbeck writes
# the same, and then nothing is left to do. record.py writes them; tests/fidelity/autogenerate.py widens it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/migrations/versions"
cd "$work/p" || exit 1
server="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT"
psql -q "$server/postgres" -c "CREATE DATABASE pairs"
cat >migrations/script.py.mako <<'X'
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
X
echo "sqlmodel==0.0.48" >requirements.txt # what a datetime is depends on it
prepare() { # prepare GOLDEN: schema.sql, models.py and expected
    awk '/^---- /{ part = $2; next } { print >(part == "models" ? "models.py" : part == "directives" ? "expected" : "schema.sql") }' "$1"
    rm -f migrations/versions/*.py x.db
    case $1 in
    *-batch-*) batch=True ;;
    *) batch=False ;;
    esac
    printf 'from alembic import context\nfrom models import metadata\ncontext.configure(target_metadata=metadata, include_schemas=True, render_as_batch=%s)\n' $batch >migrations/env.py
}
for golden in "$root"/tests/autogenerate/golden/*.txt; do
    name=$(basename "$golden" .txt)
    : >expected
    : >schema.sql
    prepare "$golden"
    case $name in
    sqlite*)
        url="sqlite:///x.db"
        sqlite3 x.db <schema.sql
        ;;
    *)
        url=$server/pairs
        psql -q "$url" -c "DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE SCHEMA app" 2>/dev/null
        psql -q "$url" -v ON_ERROR_STOP=1 -f schema.sql >/dev/null
        ;;
    esac
    printf '[alembic]\nscript_location = migrations\nprepend_sys_path = .\nsqlalchemy.url = %s\n' "$url" >alembic.ini
    "$limbeck" revision --autogenerate -m x --rev-id aa >out 2>&1 || sed 's/^/# /' out
    python3 "$root/tests/autogenerate/scripts.py" migrations/versions/aa_x.py expected >difference 2>&1
    status=$?
    [ $status = 0 ] || sed 's/^/# /' difference
    check "$name: the directives are Alembic's" $status
    case $name in
    sqlite-[0-9]* | sqlite-forms) continue ;; # plain ALTER does not lead there on SQLite
    esac
    { "$limbeck" upgrade head && "$limbeck" check; } >out 2>&1
    status=$?
    # Alembic 1.19.1 too drops a CHECK that a type of the models brings: by name it is not in the models.
    [ "$name" = postgresql-schemas ] && grep -q '^  *- check app.t.plain' out && ! grep '^  *[-+~]' out | grep -qv 'check app.t.plain' && status=0
    [ $status = 0 ] || sed 's/^/# /' out
    check "$name: applied, it leaves nothing to do" $status
done
finish
