#!/bin/sh
# Behind pgbouncer, whose one connection to the server an application uses after limbeck:
# nothing of limbeck's may be left in it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
chmod 755 "$work" # pgbouncer is another user where the tests are root
export XDG_STATE_HOME="$work/state"
server="127.0.0.1 -p $LIMBECK_TEST_PORT -U limbeck"
directly() { psql -q -t -A -h $server -d "$database" -c "$1"; }
through() { psql -q -t -A -h 127.0.0.1 -p "$pooler" -U limbeck -d "$database" -c "$1" 2>&1; }

# The application's own INSERT, its settings, the locks and the statements of its connection.
as_ever() {
    left="$(through "INSERT INTO app VALUES (1) RETURNING 'written'")
$(through "SELECT name || ' = ' || setting FROM pg_settings WHERE source = 'session' AND name NOT IN ('application_name', 'client_encoding')")
$(through "SELECT 'lock ' || pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
$(through "SELECT name FROM pg_prepared_statements")"
    [ "$(echo "$left" | tr -d '\n')" = written ] || { echo "$left" | sed 's/^/# /'; false; }
}
begin_mode() { # begin_mode MODE DATABASE [LINE ...]: a pooler, a database, a project
    mode=$1
    database=pooled_$2
    shift 2
    pooler=$(sh "$root/tests/tools/pgbouncer.sh" start "$work/pgbouncer_$mode" "$LIMBECK_TEST_PORT" "$mode" "$@") || exit 1
    psql -q -h $server -d postgres -c "CREATE DATABASE $database"
    directly "CREATE TABLE app (a int)"
    export LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$pooler/$database"
    cd "$work/p" && printf '[alembic]\nscript_location = %%(here)s/alembic\n' >alembic.ini
}
end_mode() {
    sh "$root/tests/tools/pgbouncer.sh" stop "$work/pgbouncer_$mode"
}

plain_project
# Often enough that a statement is prepared.
revision one None <<Y
op.create_table("kept", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
for number in range(30):
    op.get_bind().execute(sa.text("INSERT INTO kept (name) VALUES (:name)"), {"name": "Name"})
op.execute("SET LOCAL work_mem = '8MB'")
Y
revision two '"one"' <<Y
op.execute("UPDATE kept SET name = name || '!'")
Y
revision lasting '"two"' <<Y
op.execute("CREATE TABLE half (a int)")
op.execute("SET lock_timeout = '5s'")
Y
revision outside '"two"' <<Y
op.execute("CREATE TABLE half (a int)")
with op.get_context().autocommit_block():
    op.execute("CREATE INDEX CONCURRENTLY kept_name ON kept (name)")
Y
revision temporary '"two"' <<Y
op.execute("CREATE TABLE half (a int)")
op.execute("DO \$\$ BEGIN PERFORM set_config('statement_timeout', '1s', false); END \$\$")
Y
revision own '"two"' <<Y
op.execute("CREATE TABLE half (a int)")
op.get_bind().engine.connect().execute(sa.text("SELECT 1"))
Y

for each in session transaction; do
    begin_mode $each $each
    while read -r verb; do
        "$limbeck" $verb >"$work/out" 2>&1
        status=$?
        as_ever && [ $status = 0 ] || { sed 's/^/# /' "$work/out"; false; }
        check "$mode: limbeck $verb works and leaves nothing behind" $?
    done <<Y
current
history -i
upgrade one
current -v
rehearse +1
plan two
losses two
upgrade two
downgrade one
upgrade two --batch-size 7
stamp one
ensure_version
journal
stash
Y
    directly "UPDATE alembic_version SET version_num = 'two'"
    for id in lasting outside temporary; do
        "$limbeck" upgrade $id >"$work/out" 2>&1
        status=$?
        as_ever && [ $status = 2 ] && [ -z "$(directly "SELECT to_regclass('half')")" ] &&
            [ "$(directly "SELECT version_num FROM alembic_version")" = two ]
        check "$mode: $id, which would stay, is refused, and nothing of it is kept" $?
        says "$mode: $id: the way out" "pooler = session"
    done
    "$limbeck" upgrade own >"$work/out" 2>&1
    status=$?
    as_ever && [ $status = 3 ] && [ -z "$(directly "SELECT to_regclass('half')")" ]
    check "$mode: a connection of a script's own is refused" $?
    says "$mode: by its name" "a second connection opened by the script, through a pooler"
    "$limbeck" test >"$work/out" 2>&1
    status=$?
    as_ever && [ $status = 2 ] && [ -z "$(directly "SELECT 1 FROM pg_database WHERE datname LIKE 'limbeck_test%'")" ]
    check "$mode: no scratch database through a pooler" $?

    printf '[limbeck]\nread_only = true\n' >>alembic.ini
    "$limbeck" current >"$work/out" 2>&1
    status=$?
    as_ever && [ $status = 0 ]
    check "$mode: read_only is not the next client's" $?
    "$limbeck" -c alembic.ini upgrade lasting >"$work/out" 2>&1
    check "$mode: read_only holds" "$([ $? = 2 ]; echo $?)"
    end_mode
done

begin_mode statement statement
for verb in current "history -i"; do
    "$limbeck" $verb >"$work/out" 2>&1
    status=$?
    as_ever && [ $status = 0 ]
    check "$mode: limbeck $verb works and leaves nothing behind" $?
done
for verb in "upgrade two" "stamp two" "rehearse two"; do
    "$limbeck" $verb >"$work/out" 2>&1
    status=$?
    as_ever && [ $status = 4 ] && [ -z "$(directly "SELECT to_regclass('alembic_version')")" ]
    check "$mode: limbeck $verb writes nothing" $?
    says "$mode: limbeck $verb: the way out" "connect to the server directly"
done
end_mode

# ---- settings of env.py, and of the URL -------------------------------------------------
cat >alembic/env.py <<'Y'
from alembic import context
from sqlalchemy import create_engine, text
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    connection.execute(text("SET search_path TO tenant"))
    connection.commit()
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
Y
begin_mode transaction settings "ignore_startup_parameters = options"
directly "CREATE SCHEMA tenant"
"$limbeck" upgrade two >"$work/out" 2>&1
status=$?
as_ever && [ $status = 0 ] && [ "$(directly "SELECT version_num FROM tenant.alembic_version")" = two ] &&
    [ "$(directly "SELECT count(*) FROM tenant.kept")" = 30 ]
check "env.py's search_path holds in each transaction, and only there" $?
"$limbeck" current >"$work/out" 2>&1
status=$?
as_ever && [ $status = 0 ] && grep -q two "$work/out"
check "and for what is only read" $?
"$limbeck" --url "$LIMBECK_URL?options=-csearch_path%3Dpublic" upgrade two >"$work/out" 2>&1
status=$?
as_ever && [ $status = 2 ]
check "options that the pooler ignores are refused" $?
says "and named" "does not pass on options=-csearch_path=public"
end_mode

# ---- pooler = session --------------------------------------------------------------------
begin_mode session whole "server_reset_query ="
directly "CREATE SCHEMA tenant"
printf '[limbeck]\npooler = session\n' >>alembic.ini
"$limbeck" upgrade outside >"$work/out" 2>&1
status=$?
as_ever && [ $status = 0 ] && [ -n "$(directly "SELECT to_regclass('tenant.kept_name')")" ]
check "pooler = session: what needs a session has one, and leaves nothing" $?
end_mode

# ---- ten at once -------------------------------------------------------------------------------
printf 'from alembic import context\ncontext.configure()\n' >alembic/env.py
for each in session transaction; do
    begin_mode $each ten_$each
    for n in 1 2 3 4 5 6 7 8 9 10; do
        { "$limbeck" upgrade two >"$work/out.$n" 2>&1; echo $? >"$work/status.$n"; } &
    done
    wait
    as_ever && [ "$(cat "$work"/status.* | sort | uniq -c | awk '{print $1, $2}')" = "10 0" ] &&
        [ "$(directly "SELECT count(*), min(name) FROM kept")" = "30|Name!" ]
    check "$mode: ten upgrades at once have one outcome" $?
    cat "$work"/out.* | sed 's/^/# /'
    end_mode
done
finish
