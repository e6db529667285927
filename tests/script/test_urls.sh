#!/bin/sh
# make_url() of scripts reads what SQLAlchemy's reads: tests/config/urls.txt, recorded from it.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s/m\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
printf 'from alembic import context\ncontext.configure()\n' >m/env.py
cp "$LIMBECK_TEST_ROOT/tests/config/urls.txt" .
cat >m/versions/a.py <<'P'
from sqlalchemy.engine import make_url

revision = "a"
down_revision = None


def shown(value):
    if isinstance(value, (tuple, list)):
        return ",".join(value)
    return "-" if value is None or value == "" else str(value)


def upgrade():
    for line in open("urls.txt"):
        text = line.split("\t")[0]
        url = make_url(text)
        query = "&".join("%s=%s" % (key, shown(value)) for key, value in sorted(url.query.items()))
        read = [text] + [shown(part) for part in (url.username, url.password, url.host, url.port, url.database, query)]
        assert read == line.rstrip("\n").split("\t"), "wrong: %s" % read[2:]
        again = make_url(url.render_as_string(hide_password=False))
        assert again == url, text
        print("read", read[0].replace(":", " "))
P
"$limbeck" upgrade head >"$work/out" 2>&1
status=$?
[ $status = 0 ] || sed 's/^/# /' "$work/out"
read=$(grep -c '^notice: read' "$work/out")
check "$(wc -l <urls.txt) URLs as SQLAlchemy reads them" "$([ $status = 0 ] && [ "$read" = "$(wc -l <urls.txt)" ]; echo $?)"
finish
