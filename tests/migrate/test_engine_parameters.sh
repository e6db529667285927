#!/bin/sh
# Every parameter that create_engine() and engine_from_config() take has a row: limbeck connects as with
# it, or refuses it by name. environments/engine_parameters.txt holds the names of SQLAlchemy 2.0.52's
# signatures, printed by engine_parameters.py; engine_parameters.rows what limbeck does with each.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
names=$root/tests/migrate/environments/engine_parameters.txt
rows=$root/tests/migrate/environments/engine_parameters.rows
plain_project
environment() { # environment ENGINE
    cat >alembic/env.py <<P
from alembic import context
from sqlalchemy import create_engine, engine_from_config
url = context.config.get_main_option("sqlalchemy.url")
with $1.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
P
}
# Whether limbeck does with the engine what the row says.
does() { # does ROW NAME
    "$limbeck" current >"$work/out" 2>&1
    status=$?
    case $1 in
    kept) [ $status = 0 ] && ! grep -q "$2" "$work/out" ;;
    refused) [ $status = 3 ] && grep -q "'$2'" "$work/out" ;;
    *) false ;;
    esac
    bad=$?
    [ $bad = 0 ] || sed "s/^/# $status /" "$work/out"
}
while read -r dialect name; do
    row=$(sed -n "s/^$name \([a-z]*\) .*/\1/p" "$rows")
    value=$(sed -n "s/^$name [a-z]* //p" "$rows")
    case $dialect in
    sqlite) url=sqlite:///x.db ;;
    *) url=postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/postgres ;;
    esac
    printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\n' "$url" >alembic.ini
    environment "create_engine(url, $name=${value:-None})"
    does "${row:-no row}" "$name"
    check "$dialect: create_engine($name=...) is ${row:-in no row}" $bad
    environment "engine_from_config({'sqlalchemy.url': url}, $name=${value:-None})"
    does "${row:-no row}" "$name"
    check "$dialect: engine_from_config($name=...) is ${row:-in no row}" $bad
done <"$names"
environment "create_engine(url, no_such_parameter=1)"
does refused no_such_parameter
check "what SQLAlchemy does not have is refused" $bad
finish
