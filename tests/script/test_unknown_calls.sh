#!/bin/sh
# A function of the application that env.py calls and that limbeck cannot evaluate: what it answers is unknown, and
# stops only what needs it. Where it may have touched the database, the ini or Alembic's context it is refused.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///ini.db\n' >alembic.ini
printf 'import library\ndef quiet():\n    for one in library.names: pass\ndef takes(value):\n    for one in library.names: value.append(one)\ndef raises():\n    raise KeyError("x")\nclass Settings:\n    @property\n    def url(self):\n        return [one for one in library.names][0]\nsettings = Settings()\n' >app.py
try() { # try LINES OF ENV.PY
    printf 'from alembic import context\nfrom sqlalchemy import create_engine\nimport app\n%s\n' "$1" >m/env.py
    "$limbeck" current >"$work/out" 2>&1
    status=$?
}
end='with create_engine("sqlite:///given.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction(): context.run_migrations()'
try "app.quiet()
$end"
check "an answer that nothing needs" "$status"
try "if app.quiet(): print('x')
$end"
check "its truth, both ways" "$status"
try "context.configure(url=app.settings.url)"
check "a property: the URL is not known" "$([ "$status" = 3 ]; echo $?)"
says "and the ini's is not used instead" "the database URL is 'app.Settings().url', which limbeck could not evaluate, because of .*app.py:11"
"$limbeck" --url sqlite:///given.db current >"$work/out" 2>&1
check "with --url it is not needed" $?
try "found = []
app.takes(found)
$end"
check "a list that it was given may hold half of it" "$([ "$status" = 3 ] && grep -q "iterating over 'library.names'" "$work/out"; echo $?)"
try "app.takes(context.config)
$end"
check "the ini that it was given too" "$([ "$status" = 3 ]; echo $?)"
printf 'from alembic import context\n' >>app.py
try "app.quiet()
$end"
check "an application that knows Alembic's context" "$([ "$status" = 3 ]; echo $?)"
sed -i '$d' app.py
try "app.raises()
$end"
check "an exception that it raises itself" "$([ "$status" = 3 ] && grep -q "KeyError" "$work/out"; echo $?)"
# --url takes the place of a connection that is unknown: statements on that one would be lost.
lost() { # lost NAME PATTERN: env.py on standard input; an empty pattern: it is followed
    { printf 'from alembic import context\nfrom sqlalchemy import text\nfrom nowhere.db import engine\n'; cat; } >m/env.py
    "$limbeck" --url sqlite:///given.db current >"$work/out" 2>&1
    status=$?
    if [ -n "$2" ]; then
        says "$1" "$2"
    else
        check "$1" "$status"
    fi
}
lost "a statement before configure()" "env.py:5 runs SET search_path TO tenant on 'nowhere.db.engine.connect()" <<'X'
with engine.connect() as connection:
    connection.execute(text("SET search_path TO tenant"))
    context.configure(connection=connection)
    with context.begin_transaction(): context.run_migrations()
X
lost "between configure() and the run" "env.py:6 runs CREATE SCHEMA x on 'nowhere.db.engine.begin()" <<'X'
with engine.begin() as connection:
    context.configure(connection=connection)
    connection.exec_driver_sql("CREATE SCHEMA x")
    context.run_migrations()
X
lost "after the run" "env.py:7 runs a statement on 'nowhere.db.engine.connect()" <<'X'
connection = engine.connect()
context.configure(connection=connection)
context.run_migrations()
connection.execute(engine.statement)
X
lost "a rollback after a dry run" "env.py:6 runs rollback() on 'nowhere.db.engine.connect()" <<'X'
with engine.connect() as connection:
    context.configure(connection=connection); context.run_migrations()
    connection.rollback()
X
lost "of a transaction of its own" "env.py:6 runs rollback() on 'nowhere.db.engine.connect().begin()" <<'X'
connection = engine.connect(); transaction = connection.begin()
context.configure(connection=connection); context.run_migrations()
transaction.rollback()
X
lost "a map of schemas" "env.py:4 runs execution_options(schema_translate_map=...) on 'nowhere.db.engine" <<'X'
connection = engine.connect().execution_options(schema_translate_map={None: "tenant"})
context.configure(connection=connection); context.run_migrations()
X
lost "options that change nothing here" "" <<'X'
connection = engine.connect().execution_options(stream_results=True)
context.configure(connection=connection); context.run_migrations()
X
lost "a query that only reads" "" <<'X'
with engine.connect() as connection:
    connection.scalar(text("SELECT 1")); connection.execute(text("SHOW server_version"))
    context.configure(connection=connection)
    with context.begin_transaction(): context.run_migrations()
X
lost "a statement on another connection" "" <<'X'
with engine.begin() as other: other.execute(text("CREATE SCHEMA IF NOT EXISTS x"))
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction(): context.run_migrations()
X
lost "SQL on context.get_bind(), where --url takes the connection's place" "" <<'X'
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        bind = context.get_bind()
        assert bind.engine.name == "sqlite" and bind.dialect.name == "sqlite"
        bind.execute(text("PRAGMA foreign_keys=OFF"))
        context.run_migrations()
X
lost "and what is refused there" "env.py:6:.*SQL that env.py runs on its connection: DELETE FROM t" <<'X'
with engine.connect() as connection:
    context.configure(connection=connection)
    context.get_bind().execute(text("DELETE FROM t"))
    with context.begin_transaction(): context.run_migrations()
X
# settings["url"], by a __getitem__() of the application.
printf 'import library\nclass Settings(dict):\n    def __getitem__(self, key):\n        if key == "missing":\n            return super().__getitem__(key)\n        self.update(kept=1)\n        self.update((name, 1) for name in library.names)\n        return super().__getitem__(key)\nsettings = Settings()\n' >app.py
try "from app import settings
context.configure(url=settings['url'])"
check "an item: the URL is not known" "$([ "$status" = 3 ]; echo $?)"
says "and says why" "the database URL is 'app.Settings()\[...\]', which limbeck could not evaluate, because of .*app.py:7"
try "from app import settings
context.config.set_main_option('sqlalchemy.url', settings['url'])
if settings.get('kept'): raise SystemExit
$end"
check "the settings are not known either" "$status"
try "from app import settings
settings['missing']
$end"
says "an item that is missing is missing" "KeyError: 'missing'"
# A text made of something unknown is unknown; a message with one in it does not stop who writes it.
printf 'import logging\nimport library\nlog = logging.getLogger(__name__)\nclass Manager:\n    one = None\n    kept = "before"\n    def __init__(self):\n        Manager.kept = "after"\n        log.warning("no file %%s", library.path)\n        print(library.path, 1)\n        for part in library.parts: pass\n    @staticmethod\n    def url():\n        return "sqlite:///given.db"\nname = "-".join(["boat", library.name]) + "{}".format(library.name) + "x".replace("x", library.name) + "%%s" %% (library.name,)\nManager.one = Manager()\n' >app.py
rm -f given.db
try "from app import Manager, name
context.configure(url=Manager.url())"
check "texts and messages of it, and a function of a class whose object failed" "$([ "$status" = 0 ]; echo $?)"
try "from app import Manager
context.configure(url='sqlite:///' + Manager.kept)"
says "its attributes may have been set" "the database URL is 'app.Manager.kept', which limbeck could not evaluate, because of .*app.py:11"
try "import library
try:
    'a'.startswith(library.name) and 'a'.zfill(library.name)
    [1].index(library.name)
except TypeError:
    raise SystemExit
context.configure(url='sqlite:///given.db')"
check "is of no wrong type" "$([ "$status" = 3 ] && ! grep -q SystemExit "$work/out"; echo $?)"
finish
