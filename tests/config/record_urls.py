"""Writes urls.txt: each database URL below, and what SQLAlchemy's make_url() reads from it.

    python3 tests/config/record_urls.py

A line: URL, user, password, host, port, database, query; None is "-", values that come again have a comma between them."""
import os

from sqlalchemy.engine import make_url

URLS = """postgresql://u:p@h:5/d
postgresql://a@b@host/db
postgresql://u@v:p@host/db
postgresql://u@v@h:5/d
postgresql://@host/db
postgresql://:p@h/db
postgresql://u:@h/db
postgresql://u@:5/db
postgresql://u@h@/db
postgresql://u/v@h/db
postgresql://u:p%40x@h/d@b
postgresql://h/d@b
postgresql://h:5@x/d
postgresql://u:p:q@h/db
postgresql://u:p/q@h/db
postgresql://u:p?q@h/db
postgresql://u:p#q@h/db
postgresql://u%40s:p%3Aq@h/db
postgresql://u+v:p+q@h/db
postgresql://u v:p q@h/db
postgresql://%75:%70@h/db
postgresql://u:100%@h/db
postgresql://u:%zz@h/db
postgresql://h/my%20db
postgresql://h/my db
postgresql://h%2Fx/db
postgresql://%2Fvar%2Frun/db
postgresql://[::1]:5432/d
postgresql://[::1]/d
postgresql://u:p@[fe80::1]:5/d
postgresql://h
postgresql://h/
postgresql://h:5
postgresql://
postgresql:///d
postgresql:///d/e
postgresql://h/d?
postgresql://h/d?a=b
postgresql://h/d?a=b&c=d
postgresql://h/d?a=b+c&d=e%20f
postgresql://h/d?a
postgresql://h/d?a=
postgresql://h/d?=b
postgresql://h/d?a=b=c
postgresql://h/d?a%20b=c
postgresql://h/d?a=b%26c&d=e
postgresql://h/d?a=b;c=d
postgresql://h/d?&a=b&&c=d&
postgresql://h/d?a=b?c
postgresql://h?a=b
postgresql:///?host=/tmp
postgresql:///d?host=h1:1&host=h2:2
postgresql:///d?host=h1,h2&port=1,2
postgresql://h/d?a=b#c
postgresql://u@h/d?a=x@y
postgresql://h/d?options=-c%20search_path%3Dapp
postgresql+psycopg2://u:p@h/d
postgresql+asyncpg://u:p@h/d?ssl=require
sqlite://
sqlite:///
sqlite:///x.db
sqlite:///a@b.db
sqlite:///a%20b.db
sqlite:///a b.db
sqlite:///c:/d/e.db
sqlite:////abs/x.db
sqlite:///dir/x.db?timeout=5
sqlite:///file:x.db?mode=ro&uri=true
sqlite+aiosqlite:////abs/x.db""".split("\n")


def shown(value):
    if isinstance(value, (tuple, list)):
        return ",".join(value)
    return "-" if value is None or value == "" else str(value)


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "urls.txt"), "w") as out:
        for text in URLS:
            url = make_url(text)
            query = "&".join("%s=%s" % (key, shown(value)) for key, value in sorted(url.query.items()))
            out.write("\t".join([text] + [shown(part) for part in (url.username, url.password, url.host, url.port,
                                                                   url.database, query)]) + "\n")
