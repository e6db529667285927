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
says "and the ini's is not used instead" "the database URL is 'app.Settings().url', which limbeck could not import, because of .*app.py:11"
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
finish
