#!/bin/sh
# Bad input of every kind: a clear message with a next step, and nothing lost.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
cd "$work" || exit 1

project() { # a fresh project of one good revision
    rm -rf "$work/p"
    mkdir -p "$work/p/alembic/versions"
    cat >"$work/p/alembic.ini" <<X
[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = sqlite:///$work/p/test.db
X
    cat >"$work/p/alembic/env.py" <<X
from alembic import context
from sqlalchemy import engine_from_config, pool
def offline():
    context.configure(url=context.config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
def online():
    engine = engine_from_config(context.config.get_section(context.config.config_ini_section), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
if context.is_offline_mode():
    offline()
else:
    online()
X
    revision a None "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))"
    cd "$work/p" || exit 1
}
revision() { # revision ID DOWN STATEMENT
    cat >"$work/p/alembic/versions/$1.py" <<X
from alembic import op
import sqlalchemy as sa
revision = "$1"
down_revision = $2
def upgrade():
    $3
def downgrade():
    pass
X
}
expect() { # expect NAME STATUS PATTERN WORDS...
    name=$1 wanted=$2 pattern=$3
    shift 3
    "$limbeck" "$@" >"$work/out" 2>&1 </dev/null
    got=$?
    grep -q -- "$pattern" "$work/out"
    found=$?
    [ "$got" = "$wanted" ] && [ "$found" = 0 ] || { echo "# exit $got, wanted $wanted; looked for: $pattern"; sed 's/^/# /' "$work/out"; }
    check "$name" "$([ "$got" = "$wanted" ] && [ "$found" = 0 ]; echo $?)"
    grep -qE "hint: |\^$|FAILED: " "$work/out"
    check "$name: a next step or a place" $?
}

mkdir -p "$work/empty" && cd "$work/empty" || exit 1
expect "no ini" 2 "No config file 'alembic.ini' found" heads
project
expect "no such ini" 2 "No config file 'nosuch.ini' found" -c nosuch.ini heads
printf '[alembic]\nsqlalchemy.url = sqlite://\n' >alembic.ini
expect "no script_location" 2 "No 'script_location' key found" heads
printf '[alembic]\nscript_location = nowhere\n' >alembic.ini
expect "a script_location that is not there" 2 "Path doesn't exist" heads
printf '[alembic]\nscript_location = %%(nosuch)s/x\n' >alembic.ini
expect "a broken interpolation" 2 "nosuch" heads
printf '[alembic]\nthis is no line\n' >alembic.ini
expect "a broken ini" 2 "alembic.ini:2" heads

project
printf 'revision = "b"\ndown_revision = "a"\n# \377\376\n' >alembic/versions/b.py
expect "a file that is not UTF-8" 2 "b.py:3:3: the file is not UTF-8" heads
project
printf 'revision = "b"\ndown_revision = "a"\ndef upgrade(:)\n    pass\n' >alembic/versions/b.py
expect "a syntax error" 3 "b.py:3:13: invalid syntax" heads
project
revision b '"a"' pass && sed 's/"b"/"a"/' alembic/versions/b.py >alembic/versions/c.py && rm alembic/versions/b.py
sed -i 's/down_revision = .*/down_revision = None/' alembic/versions/c.py
"$limbeck" heads >"$work/out" 2>&1
grep -q "Revision a is present more than once" "$work/out"
check "a duplicate id is told" $?
project
revision b '"gone"' pass
expect "a missing parent" 2 "Revision gone referenced from b" heads
project
revision b '"c"' pass
revision c '"b"' pass
expect "a cycle" 2 "Cycle is detected in revisions (b, c)" heads
project
printf 'revision = "b"\n' >alembic/versions/b.py
expect "no down_revision" 2 "no 'down_revision'" heads
project
printf 'down_revision = None\n' >alembic/versions/notes.py
expect "no revision" 2 "Could not determine revision id from filename notes.py" heads
project
printf 'revision, down_revision = "b", None\nbranch_labels = depends_on = None\n' >alembic/versions/b.py
check "two identifiers in one assignment" "$("$limbeck" heads | grep -q "^b (head)"; echo $?)"

project
"$limbeck" upgrade head && sqlite3 test.db "UPDATE alembic_version SET version_num = 'stranger'"
expect "an unknown revision in the version table" 2 "Can't locate revision identified by 'stranger'" upgrade head
expect "current too" 2 "Can't locate revision identified by 'stranger'" current
check "nothing was changed" "$([ "$(sqlite3 test.db 'SELECT version_num FROM alembic_version')" = stranger ]; echo $?)"
project
expect "a server that is down" 4 "cannot connect to postgresql://u:\*\*\*@127.0.0.1:1/x" --url postgresql://u:hush-hush@127.0.0.1:1/x current
! grep -q hush-hush "$work/out"
check "the password is not printed" $?
expect "a wrong password" 4 "password authentication failed" --url "postgresql://limbeck:wrong-word@127.0.0.1:$LIMBECK_TEST_PORT/postgres" current
! grep -q wrong-word "$work/out"
check "the wrong password is not printed either" $?
expect "a database that is not there" 4 "does not exist" --url "postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/nosuch" current
expect "a URL that is none" 2 "Could not parse SQLAlchemy URL" --url nonsense current
expect "a dialect limbeck does not speak" 2 "does not support 'mysql'" --url mysql://h/d current

project
sqlite3 test.db "CREATE TABLE kept (x); INSERT INTO kept VALUES (1)"
"$limbeck" --url "sqlite:///$work/p/nofolder/x.db" current >"$work/out" 2>&1
check "an SQLite file that cannot be made" "$([ $? = 4 ]; echo $?)"
# Root may write anything, so a read-only file is shown through the URL's own way.
if [ "$(id -u)" != 0 ]; then
    chmod 444 test.db && chmod 555 .
    expect "a read-only SQLite file" 4 "readonly" upgrade head
    chmod 755 . && chmod 644 test.db
else
    chmod 444 test.db && chown -R nobody "$work/p" && chmod 755 "$work"
    su -s /bin/sh nobody -c "cd '$work/p' && chmod 555 . && '$limbeck' upgrade head; status=\$?; chmod 755 .; exit \$status" >"$work/out" 2>&1
    got=$?
    grep -q "readonly" "$work/out" || sed 's/^/# /' "$work/out"
    check "a read-only SQLite file" "$([ "$got" = 4 ] && grep -q readonly "$work/out"; echo $?)"
    grep -q "hint: the database file or its folder is not writable" "$work/out"
    check "a read-only SQLite file: a next step" $?
fi
check "its rows are still there" "$([ "$(sqlite3 test.db 'SELECT x FROM kept')" = 1 ]; echo $?)"
printf 'this is no database, only some text that goes on for a while' >text.db
expect "a file that is no database" 4 "not a database" --url "sqlite:///$work/p/text.db" current

project
revision b '"a"' "op.execute(frobnicate.something())"
expect "an unknown name in a script" 3 "b.py:6:16: NameError: name 'frobnicate' is not defined" upgrade head
project
revision b '"a"' "import weird; op.execute(weird.sql())"
expect "an unknown construct in a script" 3 "b.py:6:30: limbeck does not evaluate this: calling 'weird.sql', which limbeck could not import" upgrade head
check "what came before it is applied, nothing after" "$([ "$(sqlite3 test.db 'SELECT version_num FROM alembic_version')" = a ]; echo $?)"
project
revision b '"a"' "op.get_bind().execute(sa.text('SELECT 1 WHERE 1 = 0')).one()"
expect "a row that is not there" 3 "b.py:6:.*NoResultFound: No row was found when one was required" upgrade head
project
revision b '"a"' "try:
        op.get_bind().execute(sa.text('SELECT 1 WHERE 1 = 0')).one()
    except sa.exc.InvalidRequestError:
        op.execute('CREATE TABLE caught (x INTEGER)')"
"$limbeck" upgrade head >"$work/out" 2>&1
check "a script can catch it by SQLAlchemy's class" "$(sqlite3 test.db 'SELECT 0 FROM caught UNION SELECT 0')"
project
revision b '"a"' "op.execute('SELECT 1') and and"
"$limbeck" heads >"$work/out" 2>&1
check "a body that is no Python does not stop the views" $?
expect "but nothing of the path runs" 3 "b.py:" upgrade head
"$limbeck" upgrade head --sql >"$work/sql" 2>"$work/out"
[ $? = 3 ] && [ ! -s "$work/sql" ]
check "nor is a word of its SQL printed" $?
says "but where it is no Python" "b.py:6:"
revision a None "op.execute(frobnicate)"
revision b '"a"' "op.execute('SELECT 1') and and"
"$limbeck" upgrade head --sql >"$work/sql" 2>"$work/out"
says "before what an earlier script says" "b.py:6:"
check "not even what comes before it" "$([ -z "$(sqlite3 test.db 'SELECT 1 FROM sqlite_master' 2>/dev/null)" ]; echo $?)"
project
revision b '"a"' "open('/etc/passwd').read()"
expect "a script that opens files of the machine" 3 "the files of its project only" upgrade head
project
revision b '"a"' "op.create_table('t2', sa.Column('x', sa.Integer)); op.execute('SELECT \"no such table\".x FROM nowhere')"
expect "a statement that fails" 4 "no such table" upgrade b
check "its table is gone again" "$([ -z "$(sqlite3 test.db "SELECT 1 FROM sqlite_master WHERE name = 't2'")" ]; echo $?)"
project
revision b '"a"' "op.get_bind().execute(sa.text('SELECT :x'))"
expect "a parameter that is not given" 3 "b.py:6:.*StatementError: A value is required for bind parameter 'x'" upgrade b
project
revision b '"a"' "op.execute('DELETE FROM alembic_version')"
expect "a script that takes the version away" 2 "expected to match one row when updating 'a' to 'b' in 'alembic_version'; 0 found" upgrade b
project
printf 'from alembic import op\nrevision = "b"\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    op.execute("DELETE FROM alembic_version")\n' >alembic/versions/b.py
"$limbeck" upgrade b >/dev/null 2>&1
expect "the same on the way down" 2 "expected to match one row when deleting 'b' in 'alembic_version'; 0 found" downgrade b@base
project
sed -i '/sqlalchemy.url/d' alembic.ini
expect "no URL, and SQL is wanted" 2 "no database URL says which dialect to write" sql a
cp alembic/env.py kept.py
printf 'from alembic import context\nfrom elsewhere import settings\ncontext.configure(url=settings.url)\ncontext.run_migrations()\n' >alembic/env.py
expect "with the reason, where env.py has a URL" 2 "hint:.*set sqlalchemy.url; limbeck does not connect as env.py would: .*'elsewhere.settings.url'" upgrade a --sql
mv kept.py alembic/env.py
# Many scripts are read by several threads; what is told is what one would have told.
project
for script in $(seq 1000 1999); do
    printf 'revision = "r%s"\ndown_revision = "a"\n' "$script" >"alembic/versions/r$script.py"
done
for script in r1998 r1600 r1601 r1999; do printf 'revision = (\n' >"alembic/versions/$script.py"; done
for round in 1 2 3 4 5; do "$limbeck" heads; done 2>&1 | grep -o 'r1[0-9]*.py:1:12: ' | sort | uniq -c >"$work/told"
check "of several bad scripts among a thousand the first is told" "$(grep -qx ' *5 r1600.py:1:12: ' "$work/told" && [ "$(wc -l <"$work/told")" = 1 ]; echo $?)"
project
printf 'revision = "\033[31mred"\ndown_revision = "a"\n' >alembic/versions/b.py
"$limbeck" show red >"$work/out" 2>&1
! grep -q "$(printf '\033')" "$work/out"
check "no escape sequence of a script reaches an error" $?
finish
