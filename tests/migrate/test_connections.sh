#!/bin/sh
# The way to the database as env.py has it: connect_args, options of engines, parameters of URLs, URLs
# from something unknown. Where tables land follows from libpq's and the drivers' documentation;
# no run of Alembic was recorded for these, except where a comment below names one.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
psql_do() { psql -q -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck "$@"; }
psql_do -d postgres -c "DROP DATABASE IF EXISTS connections" -c "CREATE DATABASE connections" 2>/dev/null
psql_do -d connections -c "CREATE SCHEMA app"
url=postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/connections
plain_project
printf 'sqlalchemy.url = %s\n' "$url" >>alembic.ini
echo 'op.create_table("t", sa.Column("id", sa.Integer))' | revision a None
environment() { # environment LINES-THAT-MAKE-engine
    printf 'from alembic import context\nfrom sqlalchemy import create_engine, engine_from_config, event, pool\nfrom sqlalchemy.ext.asyncio import create_async_engine\nURL = context.config.get_main_option("sqlalchemy.url")\n%s\nconnection = getattr(engine, "sync_engine", engine).connect()\ncontext.configure(connection=connection)\nwith context.begin_transaction():\n    context.run_migrations()\n' "$1" >alembic/env.py
}
there() { psql_do -d connections -c "SELECT coalesce(string_agg(schemaname || '.' || tablename, ' ' ORDER BY 1), 'nothing') FROM pg_tables WHERE schemaname IN ('app', 'public')"; }
forget() { psql_do -d connections -c "DROP TABLE IF EXISTS t, alembic_version, app.t, app.alembic_version" 2>/dev/null; }
lands() { # lands NAME SCHEMA LINES
    environment "$3"
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    got=$(there)
    [ "$got" = "$2.alembic_version $2.t" ] || sed 's/^/# /' "$work/out"
    check "$1" "$([ "$status" = 0 ] && [ "$got" = "$2.alembic_version $2.t" ]; echo $?)"
    forget
}
refuses() { # refuses NAME STATUS PATTERN LINES
    environment "$4"
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    grep -q -- "$3" "$work/out" || sed 's/^/# /' "$work/out"
    check "$1" "$([ "$status" = "$2" ] && grep -q -- "$3" "$work/out" && [ "$(there)" = nothing ]; echo $?)"
    forget
}
lands "options of connect_args" app 'engine = create_engine(URL, connect_args={"options": "-csearch_path=app"})'
lands "of engine_from_config()" app 'engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool, connect_args={"options": "-c search_path=app,public"})'
lands "asyncpg's server_settings" app 'engine = create_async_engine(URL.replace("postgresql:", "postgresql+asyncpg:"), connect_args={"server_settings": {"search_path": "app, public", "jit": "off"}, "statement_cache_size": 0, "timeout": 5})'
lands "host, port, user and password of connect_args alone" public "engine = create_engine('postgresql://nobody@nowhere.invalid/connections', connect_args={'host': '127.0.0.1', 'port': $LIMBECK_TEST_PORT, 'user': 'limbeck', 'password': 's3cret-word'})"
lands "asyncpg's parameters in a URL" public 'engine = create_async_engine(URL.replace("postgresql:", "postgresql+asyncpg:") + "?ssl=prefer&prepared_statement_cache_size=0")'
lands "several hosts in a URL" public "engine = create_engine('postgresql://limbeck:s3cret-word@/connections?host=127.0.0.1:1&host=127.0.0.1:$LIMBECK_TEST_PORT')"
lands "arguments without effect" public 'engine = create_engine(URL, echo=True, future=True, pool_pre_ping=True, pool_size=3, poolclass=pool.NullPool, hide_parameters=True)'
lands "a map of schemas that changes nothing" public 'engine = create_engine(URL, execution_options={"schema_translate_map": {None: None, "app": "app"}})'
lands "AUTOCOMMIT" public 'engine = create_engine(URL, isolation_level="AUTOCOMMIT")'
refuses "sslmode=verify-full without TLS" 4 "cannot connect" 'engine = create_engine(URL, connect_args={"sslmode": "verify-full"})'
check "the hint is about certificates" "$(grep -q "hint: .*sslrootcert" "$work/out"; echo $?)"
refuses "a map of schemas on an engine" 3 "env.py:5:.*schema_translate_map" 'engine = create_engine(URL).execution_options(schema_translate_map={None: "app"})'
refuses "in create_engine()" 3 "env.py:5:.*schema_translate_map" 'engine = create_engine(URL, execution_options={"schema_translate_map": {"tenant": "app"}})'
refuses "on a connection" 3 "schema_translate_map" 'engine = create_engine(URL).connect().execution_options(schema_translate_map={"tenant": "app"}).engine'
lands "a json_serializer where no JSON is written" public 'engine = create_engine(URL, json_serializer=print)'
environment 'engine = create_engine(URL, json_serializer=print)'
echo 'op.bulk_insert(sa.table("t", sa.column("id", sa.JSON)), [{"id": {"a": 1}}])' | revision j '"a"'
"$limbeck" upgrade j >"$work/out" 2>&1
check "and where some is it is refused" "$([ $? = 3 ] && grep -q "a JSON value: the engine of env.py has a json_serializer (.*env.py:5)" "$work/out" && [ "$(there)" = nothing ]; echo $?)"
rm alembic/versions/j.py
refuses "creator" 3 "'creator': it opens the connection by itself" 'engine = create_engine("postgresql://", creator=lambda: None)'
refuses "an argument that no row has" 3 "'wonder', an argument that limbeck does not know" 'engine = create_engine(URL, wonder=1)'
refuses "a parameter that no row has" 3 "limbeck does not connect with wonder=1: the driver has no such parameter" 'engine = create_engine(URL, connect_args={"wonder": 1})'
refuses "a value that could not be imported" 3 "'ssl' of connect_args is nowhere.context" 'from nowhere import context as c
engine = create_engine(URL, connect_args={"ssl": __import__ and c})'
"$limbeck" upgrade head --sql >"$work/out" 2>&1
environment 'engine = create_engine(URL, connect_args={"options": "-c lock_timeout=1234 -c search_path=app"})'
"$limbeck" --url "$url" upgrade head >"$work/out" 2>&1
check "with --url connect_args hold, too" "$([ $? = 0 ] && [ "$(there)" = "app.alembic_version app.t" ]; echo $?)"
forget
environment 'engine = create_engine("postgresql://", creator=lambda: None)'
"$limbeck" --url "$url" upgrade head >"$work/out" 2>&1
check "--url takes the place of a creator" "$([ $? = 0 ] && [ "$(there)" = "public.alembic_version public.t" ]; echo $?)"
forget

# ---- listeners ----
listener='@event.listens_for(engine, "connect", insert=True)
def path(connection, record):
    cursor = connection.cursor()
    cursor.execute("SET SESSION search_path='"'app'"'")
    cursor.close()'
lands "a listener of connections that sets the schema" app "engine = create_engine(URL)
$listener
    connection.commit()"
lands "a listener of another engine" public "engine = other = create_engine(URL)
$listener
engine = create_engine(URL)"
refuses "without commit() it is not known to stay" 3 "a listener of 'connect', whose SET SESSION search_path='app' no commit() follows" "engine = create_engine(URL)
$listener"
refuses "one that does more" 3 "a listener of 'connect', which runs DELETE FROM t" 'engine = create_engine(URL)
@event.listens_for(engine, "connect")
def more(connection, record):
    connection.cursor().execute("DELETE FROM t")'
refuses "one that may change SQL" 3 "a listener of 'before_cursor_execute'" 'engine = create_engine(URL)
@event.listens_for(engine, "before_cursor_execute", retval=True)
def change(*arguments):
    return arguments[2:4]'
"$limbeck" heads >"$work/out" 2>&1
check "what needs no database goes on" $?

# ---- SQLite: a file that must not be written ----
sqlite3 ro.db "CREATE TABLE x (id)"
environment 'engine = create_engine(URL)'
for words in "mode=ro&uri=true" "immutable=1&uri=true"; do
    before=$(cksum ro.db)
    "$limbeck" --url "sqlite:///file:ro.db?$words" upgrade head >"$work/out" 2>&1
    check "$words: not written" "$([ $? = 4 ] && [ "$(cksum ro.db)" = "$before" ]; echo $?)"
done
"$limbeck" --url "sqlite:///ro.db?mode=ro" upgrade head >"$work/out" 2>&1
check "mode=ro that SQLAlchemy would drop is refused" "$([ $? = 3 ] && grep -q "only in sqlite:///file:PATH" "$work/out"; echo $?)"

# ---- a URL from something unknown ----
unknown() { # unknown NAME LINES: never the ini's
    printf 'from alembic import context\nfrom sqlalchemy import create_engine, engine_from_config\nfrom settingslib import settings\nconfig = context.config\n%s\n' "$2" >alembic/env.py
    "$limbeck" upgrade head >"$work/out" 2>&1
    status=$?
    check "$1" "$([ "$status" = 3 ] && grep -q "settingslib.settings" "$work/out" && grep -q -- "--url or" "$work/out" && [ "$(there)" = nothing ]; echo $?)"
    [ "$(there)" = nothing ] || sed 's/^/# /' "$work/out"
    forget
    "$limbeck" --url "$url" upgrade head >"$work/out" 2>&1
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/out"
    check "$1, with --url" "$([ "$status" = 0 ] && [ "$(there)" = "public.alembic_version public.t" ]; echo $?)"
    forget
}
rest='connection = engine.connect()
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()'
unknown "set_main_option()" "config.set_main_option('sqlalchemy.url', settings.database_url)
engine = create_engine(config.get_main_option('sqlalchemy.url'))
$rest"
check "it names the line that set it" "$("$limbeck" current 2>&1 | grep -q "env.py:5 sets the database URL to 'settingslib.settings.database_url'"; echo $?)"
unknown "set_section_option() and engine_from_config()" "config.set_section_option('alembic', 'sqlalchemy.url', settings.url())
engine = engine_from_config(config.get_section('alembic'), prefix='sqlalchemy.')
$rest"
unknown "create_engine() of it" "engine = create_engine(settings.url)
$rest"
unknown "in the section itself" "section = config.get_section('alembic')
section['sqlalchemy.url'] = settings.url
engine = engine_from_config(section, prefix='sqlalchemy.')
$rest"
unknown "configure(url=...)" "context.configure(url=settings.url)
with context.begin_transaction():
    context.run_migrations()"
unknown "configure(connection=...)" "context.configure(connection=settings.connection)
with context.begin_transaction():
    context.run_migrations()"
unknown "set, and nowhere used" "config.set_main_option('sqlalchemy.url', settings.url)
context.configure()"

# ---- other arguments of configure() from something unknown ----
for name in version_table version_table_schema version_table_pk transaction_per_migration literal_binds transactional_ddl output_buffer dialect_opts; do
    printf 'from alembic import context\nfrom nowhere import settings\ncontext.configure(url=context.config.get_main_option("sqlalchemy.url"), %s=settings.it)\nwith context.begin_transaction():\n    context.run_migrations()\n' "$name" >alembic/env.py
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    check "$name: refused by name" "$([ $? = 3 ] && grep -q "'$name' of configure() is 'nowhere.settings.it'" "$work/out"; echo $?)"
done
dialect() { printf 'from alembic import context\nfrom nowhere import settings\ncontext.configure(dialect_name=%s)\nwith context.begin_transaction():\n    context.run_migrations()\n' "$1" >alembic/env.py; }
dialect settings.dialect
"$limbeck" upgrade head --sql >"$work/out" 2>&1
says "dialect_name: refused by name" "'dialect_name' of configure() is 'nowhere.settings.dialect'"
# As Alembic 1.19.1: without a connection and a URL the name decides, and not the ini.
dialect '"sqlite"'
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "dialect_name decides what is printed" "$(! grep -q "BEGIN" "$work/out" && grep -q "CREATE TABLE t" "$work/out"; echo $?)"
printf 'from alembic import context\nfrom nowhere import settings\ncontext.configure(url="postgresql://", include_schemas=settings.it, dialect_name=settings.it)\nwith context.begin_transaction():\n    context.run_migrations()\n' >alembic/env.py
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "what such a run does not need is not refused" $?

# ---- a naming convention that could not be read ----
printf 'from alembic import context\nfrom nowhere.models import Base\ncontext.configure(url=context.config.get_main_option("sqlalchemy.url"), target_metadata=Base.metadata)\n' >alembic/env.py
"$limbeck" upgrade head >"$work/out" 2>&1
check "metadata unknown: what has no constraint goes on" $?
echo 'op.create_table("u", sa.Column("id", sa.Integer), sa.UniqueConstraint("id"))' | revision b '"a"'
echo 'op.create_table("u", sa.Column("id", sa.Integer), sa.UniqueConstraint("id", name="mine"))' | revision c '"a"'
for words in "upgrade b" "upgrade a:b --sql"; do
    "$limbeck" $words >"$work/out" 2>&1
    check "$words: a constraint without a name is refused" "$([ $? = 3 ] && grep -q "b.py:6:.*target_metadata (nowhere.models.Base.metadata) could not be read" "$work/out"; echo $?)"
done
"$limbeck" upgrade c >"$work/out" 2>&1
check "one with a name is not" $?
"$limbeck" downgrade a >/dev/null 2>&1
psql_do -d connections -c "DROP TABLE u"
printf '[limbeck]\nnaming_convention = none\n' >>alembic.ini
"$limbeck" upgrade b >"$work/out" 2>&1
check "nor where [limbeck] says that there is none" $?
finish
