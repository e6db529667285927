#!/bin/sh
# Statements of an application's factory that limbeck cannot evaluate: some can change nothing that is known, and the
# configuration is used; the others may have set the database, and it is refused.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH FLASK_APP DATABASE_URL
mkdir -p "$work/p/migrations/versions" && cd "$work/p" || exit 1
printf '[alembic]\n' >migrations/alembic.ini
cat >migrations/env.py <<'X'
from alembic import context
from flask import current_app
from sqlalchemy import create_engine
with create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
# factory LINE...: what stands between the configuration and its end
factory() {
    {
        printf '%s\n' 'import os, sys, warnings' 'from flask import Flask' 'from lib import Thing, clients' \
            'class Settings:' '    URL = "sqlite:///own.db"' '    MODE = Thing.mode' '    if MODE:' '        if not URL:' \
            '            raise ValueError(MODE)' 'class Store:' '    def use(self, name):' '        if hasattr(Thing, name):' '            return getattr(Thing, name)' \
            '        else:' '            raise AttributeError(name)' \
            'def set_it(app):' '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////tmp/other.db"' \
            'def is_new():' '    with Thing.connect() as connection:' '        return Thing.has(connection)' \
            'def create_app():' '    store, app = Store(), Flask(__name__)' '    thing = Thing(app)' \
            '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///own.db"'
        printf '    %s\n' "$@"
        printf '%s\n' '    return app'
    } >wsgi.py
    "$limbeck" current >"$work/out" 2>&1
}
used() {
    name=$1
    shift
    factory "$@"
    status=$?
    [ $status = 0 ] || sed 's/^/# /' "$work/out"
    check "used: $name" "$status"
}
not_used() {
    name=$1
    shift
    factory "$@"
    status=$?
    grep -q "does not connect as env.py would" "$work/out" || sed 's/^/# /' "$work/out"
    check "refused: $name" "$([ $status = 3 ] && grep -q "does not connect as env.py would" "$work/out"; echo $?)"
}
used "a warning" 'if thing.cache.name == "simple":' '    warnings.warn("simple")' '    app.logger.warning("simple")'
used "an exception" 'if app.config["DEBUG"] and thing.secret == "x" or thing.other:' '    raise ValueError("secret")'
used "a call of the library" 'if thing.test:' '    thing.test = True' '    clients.names.remove("x")' 'else:' '    thing.setup(app)'
used "a variable" 'if thing.test:' '    mode = "a"' 'else:' '    mode = thing.mode'
used "a loop over handlers" 'for code in thing.codes:' '    app.register_error_handler(code, set_it)'
used "a loop with two variables" 'for name, item in thing.items():' '    thing.register(name, item)'
used "an item of the configuration that is unknown then" 'if thing.test:' '    app.config["OTHER"] = 1'
used "an attribute of an object of the application" 'if thing.test:' '    store.name = "x"' '    os.makedirs("x")'
used "a function that returns either way" 'used = store.use("A")' 'if used == thing.A:' '    pass'
used "a class whose body checks itself" 'app.config["SQLALCHEMY_DATABASE_URI"] = Settings.URL'
used "a condition that is a call" 'if is_new():' '    thing.stamp(revision="x")'
not_used "the database itself" 'if thing.test:' '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////tmp/other.db"'
not_used "a key that is not known" 'if thing.test:' '    app.config[thing.key] = 1'
not_used "a function of the application" 'if thing.test:' '    set_it(app)'
not_used "a method of the configuration" 'if thing.test:' '    app.config.update(thing.options)'
not_used "an alias of the configuration" 'settings = app.config' 'if thing.test:' '    settings.update(SQLALCHEMY_DATABASE_URI="sqlite:////tmp/other.db")'
not_used "an alias made in the statement" 'if thing.test:' '    more = app.config' '    more.update(SQLALCHEMY_DATABASE_URI="sqlite:////tmp/other.db")'
not_used "an alias that is unknown" 'settings = app.config if thing.test else thing.other' 'settings["SQLALCHEMY_DATABASE_URI"] = "sqlite:////tmp/other.db"'
not_used "a return before the rest" 'if thing.test:' '    return app' 'set_it(app)'
not_used "a deletion" 'if thing.test:' '    del app.config["SQLALCHEMY_DATABASE_URI"]'
# ---- a file of the configuration outside the project ------------------------------------------------------
used "an optional file that is not there" 'app.config.from_pyfile("/nonexistent/shop.cfg", silent=True)'
printf 'SQLALCHEMY_DATABASE_URI = "sqlite:////tmp/other.db"\n' >"$work/outside.cfg"
not_used "an optional file that limbeck may not read" "app.config.from_pyfile('$work/outside.cfg', silent=True)"
finish
