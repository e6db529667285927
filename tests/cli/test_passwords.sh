#!/bin/sh
# A password is in no error, notice, line of source, JSON or journal, whatever the form of the URL
# and wherever it stands: each place with each form. Zx9 is part of each password.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
cat >"$work/forms" <<'X'
plain	postgresql://u:Zx9word@127.0.0.1:1/db
an @ in it	postgresql://u:p@Zx9@w@127.0.0.1:1/db
an @ and a slash	postgresql://u:a@b/Zx9@127.0.0.1:1/db
a slash	postgresql://u:a/Zx9/b@127.0.0.1:1/db
a question mark	postgresql://u:a@b?Zx9@127.0.0.1:1/db
escaped	postgresql+asyncpg://u:Zx9%21%40Zx9@127.0.0.1:1/db
a quote	postgresql://u:a`Zx9`b@127.0.0.1:1/db
a blank	postgresql://u:a Zx9 b@127.0.0.1:1/db
letters of others	postgresql://u:ñ日Zx9@127.0.0.1:1/db
one slash	postgresql:/u:Zx9word@127.0.0.1:1/db
no slash	postgresql:u:Zx9word@127.0.0.1:1/db
no scheme	u:Zx9word@127.0.0.1:1/db
another scheme	mysql://u:Zx9word@127.0.0.1:1/db
no host	postgresql://u:Zx9word@/db
no end	postgresql://u:Zx9word
in the query	postgresql://127.0.0.1:1/db?user=u&password=Zx9word
a bad port	postgresql://u:Zx9word@127.0.0.1:port/db
libpq's words	host=127.0.0.1 port=1 password=Zx9word user=u
X
state="$work/journals"
export XDG_STATE_HOME="$state"
env() { printf 'from alembic import context\n' >alembic/env.py; cat >>alembic/env.py; }
configure() { env <<'P'
url = context.config.get_main_option("sqlalchemy.url")
context.configure(url=url)
P
}
ini() { printf '[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\n' "$1" >alembic.ini; }
escaped() { printf '%s' "$url" | sed 's/%/%%/g'; }
bare() { # the program, without a URL of its own
    unset LIMBECK_URL
    "$limbeck" "$@" >>"$work/out" 2>&1
}
silent() { # silent NAME: nothing that was said, or was kept, holds the password; and something was said
    bad=0
    [ -s "$work/out" ] || bad=1
    grep -q "$1" "$work/out" || [ -z "$1" ] || bad=1
    grep -rl Zx9 "$work/out" "$state" >"$work/why" 2>/dev/null && bad=1
    [ $bad = 0 ] || { echo "# $place, $form"; sed 's/^/# /' "$work/out"; cat "$work/why"; failures=$((failures + 1)); }
    tried=$((tried + 1))
    rm -rf "$work/out" "$state"
}
failures=0 tried=0
revision a1 None <<'P'
pass
P
ini "sqlite:///$work/app.db"
while IFS='	' read -r form url; do
    url=$(printf '%s' "$url" | tr '`' "'")
    place="--url" && configure
    for verb in "current" "upgrade head" "--json current" "check"; do
        # shellcheck disable=SC2086 # words
        bare --url "$url" $verb; silent ""
    done
    place="LIMBECK_URL"
    LIMBECK_URL="$url" "$limbeck" current >>"$work/out" 2>&1; silent ""
    place="the ini" && ini "$(escaped)"
    bare current; bare upgrade head; bare --json current; silent ""
    place="the ini, with a % that is none" && ini "$url%"
    bare current; silent ""
    ini "sqlite:///$work/app.db"
    place="an exception of env.py" && env <<P
raise RuntimeError("cannot use " + """$url""")
P
    bare current; bare --json upgrade head; silent "cannot use"
    place="a line of env.py" && env <<P
engine = create_engine("$url", 5 + "x")
P
    bare current; bare --json current; silent ""
    place="a line of env.py that is no Python" && env <<P
engine = create_engine("$url" "x" 5)
P
    bare current; silent ""
    place="a parsed URL of env.py" && env <<P
from sqlalchemy.engine import make_url
url = make_url("""$url""")
raise RuntimeError("cannot use %r of %s" % (url.password, url.render_as_string(hide_password=False)))
P
    bare current; silent ""
    configure
    place="an exception of a script" && revision a1 None <<P
op.execute("SELECT 1")
raise ValueError("cannot reach " + """$url""")
P
    bare upgrade head; silent "cannot reach"
    place="SQL of a script that fails" && revision a1 None <<P
op.execute("""SELECT '$(printf '%s' "$url" | sed "s/'/''/g")' FROM nosuch""".replace(":", "\\\\:"))
P
    bare upgrade head; silent "nosuch"
    place="a note of a script" && revision a1 None <<P
print("copying from", """$url""")
P
    bare upgrade head; bare downgrade base; silent "copying"
done <"$work/forms"
check "$tried places and forms without a password" "$([ $failures = 0 ] && [ $tried -gt 200 ]; echo $?)"

# Not in a URL.
quiet() { # quiet NAME WANTED: env.py on standard input
    env
    bare current
    grep -q "$2" "$work/out" && ! grep -q Zx9 "$work/out"
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" $bad
    rm -f "$work/out"
}
quiet "a keyword of a call" 'password="\*\*\*\*\*\*\*"' <<'P'
url = URL.create("postgresql", password="Zx9word")
P
quiet "a key of a dictionary" "RuntimeError" <<'P'
raise RuntimeError(repr({"user": "u", "db_password": "Zx9word", "api_key": "Zx9"}))
P
export APP_DB_PASSWORD=Zx9word
quiet "a variable that is named a password" "refused \*\*\* of u" <<'P'
import os
raise RuntimeError("refused %s of u" % os.environ["APP_DB_PASSWORD"])
P
revision a1 None <<'P'
op.execute("SELECT 'ALTER ROLE app PASSWORD ''Zx9word'''")
P
configure
bare upgrade head
check "a role's password is not kept in the journal" "$(grep -rq 'ALTER ROLE app PASSWORD' "$state" && ! grep -rq Zx9 "$state"; echo $?)"

# What is no password stays.
rm -f "$work/out"
quiet "other text is left as it is" "see http://127.0.0.1:5432/x, a@b.org, postgresql://db1:5432/shop, t.c:7 and x@y" <<'P'
raise RuntimeError("see http://127.0.0.1:5432/x, a@b.org, postgresql://db1:5432/shop, t.c:7 and x@y")
P
rm -f "$work/out"
configure
bare --url "postgresql://u:p@ss@127.0.0.1/db" current
cp "$work/out" "$work/got"
printf "FAILED: the database URL has a second '@' after the password\nlimbeck: the database URL has a second '@' after the password\nhint: an '@' in the password is written %%40, and a '/' %%2F\n" >"$work/wanted"
same "a second @ is named, and the way out" "$work/wanted" "$work/got"
finish
