#!/bin/sh
# env.py as people write it: what it sets on its connection, older ways with async
# engines, and what limbeck does not do for it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
psql_do() { psql -q -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "CREATE DATABASE environment"
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nsqlalchemy.url = %s\n' "postgresql+asyncpg://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/environment" >alembic.ini
cat >m/versions/a.py <<'X'
from alembic import op
import sqlalchemy as sa
revision = "a"
down_revision = None
def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer))
    with op.get_context().autocommit_block():
        op.execute("SELECT 1")
def downgrade():
    op.drop_table("t")
X
environment() { # environment BODY-OF-do_run HOW-ONLINE
    cat >m/env.py <<X
import asyncio
from alembic import context
from sqlalchemy import create_engine, engine_from_config, pool, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.schema import CreateSchema
config = context.config
def do_run(connection):
$1
    with context.begin_transaction():
        context.run_migrations()
def online():
$2
if context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), transactional_ddl=False)
    with context.begin_transaction():
        context.run_migrations()
else:
    online()
X
}
runs() { # runs NAME WORDS...
    name=$1
    shift
    "$limbeck" "$@" >"$work/out" 2>"$work/errors"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    check "$name" "$status"
}
refused() { # refused NAME PATTERN
    "$limbeck" current >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$2" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$1" "$([ "$status" = 3 ] && grep -q -- "$2" "$work/errors"; echo $?)"
}
older='    async def go():
        connectable = AsyncEngine(engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool, future=True))
        assert isinstance(connectable, AsyncEngine)
        async with connectable.connect() as connection:
            await connection.run_sync(do_run)
        await connectable.dispose()
    asyncio.get_event_loop().run_until_complete(go())'
environment '    connection.execute(text("CREATE SCHEMA IF NOT EXISTS tenant"))
    connection.execute(text("SET search_path TO tenant"))
    connection.commit()
    connection.dialect.default_schema_name = "tenant"
    context.configure(connection=connection, version_table_schema="tenant", include_schemas=True)' "$older"
runs "a schema and a search path: nothing is made by looking" current
check "no schema yet" "$([ -z "$(psql_do -d environment -c "SELECT 1 FROM pg_namespace WHERE nspname = 'tenant'")" ]; echo $?)"
runs "they hold for an upgrade" upgrade head
check "the tables are in it" "$([ "$(psql_do -d environment -c "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'tenant'::regnamespace")" = "alembic_version t" ]; echo $?)"
runs "and for looking" current
check "where it is read again" "$(grep -qx "a (head)" "$work/out"; echo $?)"
runs "down again" downgrade base
environment '    connection.execute(CreateSchema("Ten \"ant", if_not_exists=True))
    connection.commit()
    context.configure(connection=connection, version_table_schema="Ten \"ant")' "$older"
runs "a schema made by CreateSchema()" upgrade head
check "the version table is in it" "$(psql_do -d environment -c "SELECT version_num FROM \"Ten \"\"ant\".alembic_version" | grep -qx a; echo $?)"
runs "and down again" downgrade base
# A schema that env.py makes where it is missing.
for asked in 'inspect(connection).has_schema("asked")' 'connection.dialect.has_schema(connection, "asked")' 'connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = '"'asked'"'")).scalar()'; do
    environment '    from sqlalchemy import inspect
    if not '"$asked"':
        connection.execute(CreateSchema("asked"))
    connection.commit()
    context.configure(connection=connection, version_table_schema="asked")' "$older"
    runs "a schema that is made where $asked says that it is missing" upgrade head
    runs "and is there" downgrade base
    psql_do -d environment -c 'DROP SCHEMA asked CASCADE' 2>/dev/null
    check "it was made" $?
done
environment '    connection.execute(CreateSchema("asked"))
    context.configure(connection=connection, version_table_schema="asked")' "$older"
refused "one that is made without asking" "SQL that env.py runs on its connection: CREATE SCHEMA asked"
for other in 'inspect(connection).has_schema("other")' 'connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = '"'other'"'")).scalar()'; do
    environment '    from sqlalchemy import inspect
    if not '"$other"':
        connection.execute(CreateSchema("asked"))
    context.configure(connection=connection, version_table_schema="asked")' "$older"
    refused "one that is made where another is missing: $other" "SQL that env.py runs on its connection: CREATE SCHEMA asked"
done
# An answer of the database decides whether env.py stops: told, because limbeck does not ask.
for asked in 'connection.execute(text("SELECT count(*) FROM pg_locks")).scalar()' 'inspect(connection).has_table("busy")' 'context.get_context().get_current_revision()'; do
    environment '    from sqlalchemy import inspect
    context.configure(connection=connection)
    if '"$asked"':
        raise SystemExit("stop the workers first")' "$older"
    "$limbeck" current >"$work/out" 2>&1
    says "env.py may stop before the migrations: $asked" "env.py may stop before the migrations (.*env.py:[0-9]*: .*; check it before an upgrade"
done
environment '    context.configure(connection=connection)' "$older"
sed -i 's/^    online()/    online()\n    engine = create_engine("postgresql:\/\/127.0.0.1\/other")\n    with engine.begin() as other:\n        other.execute(text("CREATE SCHEMA IF NOT EXISTS late"))/' m/env.py
"$limbeck" current >"$work/out" 2>&1
says "what env.py commits on another database is told" "notice: env.py also runs CREATE SCHEMA IF NOT EXISTS late, .*: limbeck does not run it"
# COMMIT as text: what follows is in no transaction with psycopg2 and asyncpg, so nothing is rolled back at the end.
psql_do -d environment -c "DROP TABLE IF EXISTS alembic_version" 2>/dev/null
environment '    connection.execute(text("CREATE SCHEMA IF NOT EXISTS tenant"))
    connection.execute(text("COMMIT"))
    connection.execute(text("SET search_path TO tenant"))
    context.configure(connection=connection, version_table_schema="tenant")' "$older"
runs "COMMIT as text" upgrade head
check "it is committed, in its schema" "$(psql_do -d environment -c "SELECT version_num FROM tenant.alembic_version" | grep -qx a; echo $?)"
runs "and undone" downgrade base
sed 's/postgresql+asyncpg/postgresql+psycopg/' alembic.ini >psycopg.ini
"$limbeck" -c psycopg.ini upgrade head >"$work/out" 2>&1
check "psycopg 3 begins again, and nothing commits that" "$(grep -q "env.py closes its connection without a commit" "$work/out" && ! psql_do -d environment -c "SELECT version_num FROM tenant.alembic_version" | grep -qx a; echo $?)"
environment '    connection.begin()
    connection.begin_nested()
    connection.execute(text("COMMIT"))
    context.configure(connection=connection)' "$older"
refused "COMMIT in a savepoint" "SQL that env.py runs on its connection: COMMIT"
psql_do -d environment -c "DROP SCHEMA tenant CASCADE" 2>/dev/null
environment '    context.configure(connection=connection)
    with context.begin_transaction():
        context.get_context()._ensure_version_table()
        connection.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        context.run_migrations()
    return' "$older"
sed -i 's/        op.execute("SELECT 1")/        op.execute("SELECT 1")\ndef lock():\n    pass/; s/    with op.get_context().autocommit_block():/    op.execute("DO $$ BEGIN ASSERT EXISTS (SELECT FROM pg_locks WHERE relation = '"'alembic_version'"'::regclass AND mode = '"'AccessExclusiveLock'"'); END $$")\n    with op.get_context().autocommit_block():/' m/versions/a.py
runs "a lock of the version table, which is made before" upgrade head
runs "and when it is there" downgrade base
"$limbeck" stamp head >/dev/null 2>&1 && "$limbeck" stamp base >/dev/null 2>&1
check "stamps take it too" $?
sed -i '/DO \$\$/d' m/versions/a.py
# What env.py asks its connection begins a transaction, which nobody commits: Alembic applies nothing either.
environment '    from sqlalchemy import inspect
    inspector = inspect(connection)
    context.configure(connection=connection)' "$older"
runs "an Inspector that is asked nothing" upgrade head
runs "is no transaction" downgrade base
environment '    from sqlalchemy import inspect
    inspect(connection).get_table_names()
    context.configure(connection=connection)' "$older"
"$limbeck" upgrade head >"$work/out" 2>&1
check "a question to the catalogue begins one" "$(grep -q "env.py closes its connection without a commit" "$work/out"; echo $?)"
runs "transactional_ddl=False: no BEGIN" upgrade head --sql
check "nor a COMMIT" "$(grep -q "^CREATE TABLE t" "$work/out" && ! grep -qE "^(BEGIN|COMMIT);" "$work/out"; echo $?)"
environment '    connection.execute(text("DELETE FROM alembic_version"))
    context.configure(connection=connection)' "$older"
refused "other SQL of env.py's own" "m/env.py:8:.*SQL that env.py runs on its connection: DELETE FROM alembic_version"
environment '    connection.execute(text("SET a TO b; DROP TABLE t"))
    context.configure(connection=connection)' "$older"
refused "two statements in one" "SQL that env.py runs on its connection"
environment '    context.configure(connection=connection)' '    pass'
refused "an env.py that never configures" "env.py did not call context.configure()"
environment '    connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    context.configure(connection=connection)' '    with create_engine("sqlite:///one.db").begin() as connection:
        do_run(connection)'
runs "a PRAGMA on SQLite" upgrade head
environment '    context.configure(connection=connection)' '    asyncio.run(go())
async def go():
    engine = create_async_engine("sqlite+aiosqlite:///two.db")
    async with engine.begin() as connection:
        await connection.run_sync(do_run)
    await engine.dispose()'
runs "create_async_engine, engine.begin()" upgrade head
check "on its own database" "$([ -e two.db ]; echo $?)"

mkdir -p "$work/events/alembic/versions"
cd "$work/events" || exit 1
printf '[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
cat >alembic/env.py <<X
from alembic import context
from sqlalchemy import create_engine, event
engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
@event.listens_for(engine, "connect")
def enforce(connection, record):
    connection.execute("PRAGMA foreign_keys = ON")
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
"$limbeck" current >"$work/out" 2>&1
check "a listener of the connection is called" "$([ $? = 0 ] && ! grep -q listener "$work/out"; echo $?)"
sed -i 's/"connect"/"after_create"/' alembic/env.py
"$limbeck" current >"$work/out" 2>&1
check "one of other things is nobody's concern" "$([ $? = 0 ] && ! grep -q listener "$work/out"; echo $?)"

# ---- where offline SQL begins and commits: as Alembic has it for each ----
rm -rf "$work/p"
plain_project
echo pass | revision a None
begins() { # begins TIMES OPTIONS BEGINNING: what stands before context.run_migrations()
    printf 'from alembic import context\ncontext.configure(url="postgresql://x@h/d"%s)\n%scontext.run_migrations()\n' "$2" "$3" >alembic/env.py
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    check "BEGIN $1 times:$2 $3" "$([ $? = 0 ] && [ "$(grep -c '^BEGIN;' "$work/out")" = "$1" ] && [ "$(grep -c '^COMMIT;' "$work/out")" = "$1" ]; echo $?)"
}
for beginning in "" "with context.begin_transaction(): "; do
    [ -z "$beginning" ] && alone=0 || alone=1
    begins $alone "" "$beginning"
    begins 1 ", transaction_per_migration=True" "$beginning"
    begins 0 ", transactional_ddl=False" "$beginning"
done
finish
