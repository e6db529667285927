#!/bin/sh
# What env.py and the application that it imports do with engines, sessions, listeners and modules: followed, or known
# not to matter.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH
mkdir -p "$work/p/m/versions" "$work/p/shop/models" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = m\nprepend_sys_path = .\n' >alembic.ini
{ printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\n'
  printf 'def upgrade():\n    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))\n'
  printf 'def downgrade():\n    op.drop_table("t")\n'; } >m/versions/a.py
migrates() { # migrates NAME: with env.py on standard input, on a new file
    rm -f x.db
    cat >m/env.py
    "$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
    check "$1" "$([ "$(sqlite3 x.db 'select version_num from alembic_version' 2>/dev/null)" = a ]; echo $?)"
}
: >shop/__init__.py
printf 'import alembic.command\nfrom alembic.config import Config\ndef upgrade():\n    alembic.command.upgrade(Config(), "head")\n' >shop/commands.py
printf 'import nowhere\ndef dialect_of(name):\n    if isinstance(name, nowhere.Session):\n        return name.bind\n    return nowhere.dialect(name)\n' >shop/answers.py
printf '# a comment\nFROM_FILE = "value = 1"\n' >fleet.env
cat >shop/models/__init__.py <<'X'
import glob
from os.path import basename, dirname, join
__all__ = [basename(f)[:-3] for f in glob.glob(join(dirname(__file__), "*.py")) if not f.endswith("__init__.py")]
X
printf 'NAME = "boat"\n' >shop/models/boat.py
printf 'NAME = "sail"\n' >shop/models/sail.py
cat >shop/late.py <<'X'
_places = {"NAME": "shop.models.boat"}
def __getattr__(name):
    import importlib, sys
    if name in sys.modules[__name__].__dict__:
        return sys.modules[__name__].__dict__[name]
    if name not in _places:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(importlib.import_module(_places[name]), "NAME")
    return globals()[name]
X
migrates "import * takes the submodules of __all__, and modules keep what they load late" <<'X'
from alembic import context
from sqlalchemy import create_engine
from shop.models import *
from shop import late
assert (boat.NAME, sail.NAME, late.NAME) == ("boat", "sail", "boat") and "NAME" in late.__dict__
with create_engine("sqlite:///x.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
migrates "listeners that ask which driver it is, or are written for an older SQLAlchemy" <<'X'
import sqlite3
from sqlite3 import Connection as SQLite3Connection
from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
@event.listens_for(Engine, "connect")
def set_pragma(dbapi_connection, record):
    if isinstance(dbapi_connection, SQLite3Connection):
        cursor = dbapi_connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()
engine = create_engine("sqlite:///x.db")
@event.listens_for(engine, "engine_connect")
def ping(connection, branch):
    if branch:
        return
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
migrates "what run_sync() is given by name, and the loop that runs" <<'X'
import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine
def run(connection, schema, *, create_schema):
    assert (schema, create_schema) == ("public", True)
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
async def main():
    loop = asyncio.get_running_loop()
    assert loop.is_running()
    engine = create_async_engine("sqlite+aiosqlite:///x.db")
    async with engine.connect() as connection:
        await connection.run_sync(run, "public", create_schema=True)
        await connection.commit()
asyncio.run(main())
X
migrates "a session of the application, and a table that it reads from the database" <<'X'
import time
from alembic import context
from sqlalchemy import MetaData, Table, create_engine, inspect, orm
Session = orm.scoped_session(orm.sessionmaker(autoflush=False))
metadata = MetaData()
def init(engine):
    Session.remove()
    Session.configure(bind=engine)
    Table("alembic_version", metadata, autoload_with=engine)
    names = inspect(engine).get_table_names()
engine = create_engine("sqlite:///x.db")
init(engine)
started = time.time()
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
print(time.strftime("%H:%M:%S", time.gmtime(time.time() - started)))
X
migrates "submodules of packages that have no module of their own, and starlette's settings" <<'X'
import os
import urllib
from urllib import parse
from urllib import parse as other
from alembic import context
from sqlalchemy import create_engine
from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret, URL
assert parse.quote("a b/c") == other.quote("a b/c") == urllib.parse.quote("a b/c") == "a%20b/c"
os.environ.update(FLEET_DEBUG="true", FLEET_SECRET="word", FLEET_HOSTS='a, "b,c" ,d', FLEET_PORT="7")
open_config = Config("fleet.env", env_prefix="FLEET_")
assert open_config("DEBUG", cast=bool) is True and open_config("PORT", cast=int, default=5) == 7
assert str(open_config("SECRET", cast=Secret)) == "word" and repr(open_config("SECRET", cast=Secret)) == "Secret('**********')"
assert list(open_config("HOSTS", cast=CommaSeparatedStrings)) == ["a", "b,c", "d"] and open_config.get("NONE", default=None) is None
assert Config("fleet.env")("FROM_FILE") == "value = 1" and Config()("NONE", cast=int, default="3") == 3
try: open_config("HOSTS", cast=bool)
except ValueError as problem: assert str(problem) == "Config 'FLEET_HOSTS' has value 'a, \"b,c\" ,d'. Not a valid bool."
else: raise AssertionError
url = URL("postgresql://ann:pw@db:5432/fleet?a=1")
assert (url.username, url.hostname, url.port, url.path) == ("ann", "db", 5432, "/fleet")
assert str(url.replace(hostname="other", port=None)) == "postgresql://ann:pw@other/fleet?a=1" and "pw" not in repr(url)
with create_engine("sqlite:///x.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
migrates "what an application cannot answer, beside modules that run Alembic by themselves" <<'X'
from alembic import context
from sqlalchemy import create_engine
from shop.commands import upgrade
from shop.answers import dialect_of
dialect = dialect_of("postgresql")
with create_engine("sqlite:///x.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
migrates "an abstract model's declared_attr waits for its classes, and db of Flask-SQLAlchemy has the ORM's names" <<'X'
from alembic import context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, Integer, create_engine, orm
from sqlalchemy.orm import DeclarativeBase, declared_attr, mapped_column
class Base(DeclarativeBase):
    pass
class Part(Base):
    __abstract__ = True
    @declared_attr
    def __table_args__(cls):
        if cls.__name__ == "Part":
            raise RuntimeError("it has no table")
        return (CheckConstraint("size > 0", name="ck_" + cls.__tablename__),)
    size = mapped_column(Integer, primary_key=True)
class Sail(Part):
    __tablename__ = "sail"
assert list(Base.metadata.tables) == ["sail"]
db = SQLAlchemy()
assert db.relationship is orm.relationship and db.Integer is Integer and db.backref is orm.backref
with create_engine("sqlite:///x.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
cat >shop/lazy.py <<'X'
import nowhere
class Lazy(type):
    made = None
    def __getattr__(cls, name):
        if cls.made is None:
            cls.made = Stand()
        return getattr(cls.made, name)
class Stand:
    def speed(self):
        return 5
class Boat(metaclass=Lazy):
    pass
nowhere.register(Boat)
sizes = [one for one in nowhere.sizes]
X
migrates "the __getattr__() of an application's metaclass is asked by the application alone" <<'X'
from alembic import context
from sqlalchemy import create_engine
from shop.lazy import Boat
assert Boat.made is None and Boat.speed() == 5
with create_engine("sqlite:///x.db").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
migrates "the context's proxy is there" <<'X'
from alembic import context
from sqlalchemy import create_engine
assert hasattr(context, "_proxy") and context._proxy is not None
if getattr(context, "_proxy", None) is not None:
    with create_engine("sqlite:///x.db").connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
X
sed -i '1i import sqlalchemy as sa\nfrom alembic import op\nis_file = op.get_bind().dialect.name == "sqlite"\nassert is_file and op.get_context().bind.dialect.name == "sqlite"' m/versions/a.py
cp m/env.py env.txt
migrates "a script that asks for its dialect while it loads" <env.txt
migrates "a listener of an unknown object that there was before the engine, and one that asks whether the connection answers" <<'X'
from nowhere.extensions import db
from alembic import context
from sqlalchemy import create_engine, event, select, text
@event.listens_for(db.engine, "engine_connect")
def other(connection, branch):
    connection.execute(text("DELETE FROM t"))
engine = create_engine("sqlite:///x.db")
@event.listens_for(engine, "engine_connect")
def ping(connection, branch):
    if branch:
        return
    save = connection.should_close_with_result
    connection.should_close_with_result = False
    try:
        connection.scalar(select(1))
        connection.execute(text("SELECT 1"))
    finally:
        connection.should_close_with_result = save
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
X
cat >m/env.py <<'X'
from nowhere.extensions import db
from alembic import context
from sqlalchemy import create_engine, event, text
engine = create_engine("sqlite:///x.db")
@event.listens_for(db.engine, "engine_connect")
def other(connection, branch):
    connection.execute(text("DELETE FROM t"))
with engine.connect() as connection:
    context.configure(connection=connection)
X
"$limbeck" current >"$work/out" 2>&1
says "which may be the engine if it came after" "a listener of 'engine_connect', which runs DELETE FROM t"
printf 'import nowhere\nengine = None\ndef start():\n    global engine, other\n    for one in nowhere.names: pass\n    engine = other = nowhere.engine\nstart()\ndel engine\n' >shop/settings.py
migrates "what a function would have assigned, files that env.py writes, a manager that is not entered" <<'X'
from contextlib import ExitStack
from alembic import context
from sqlalchemy import create_engine
from shop import settings
settings.other.dispose()
with ExitStack() as stack:
    connection = stack.push(create_engine("sqlite:///x.db").connect())
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
with open("current.txt", "w") as stream:
    stream.write(context.get_head_revision() + "\n")
X
says "which are not written" "env.py writes to 'current.txt'; limbeck does not"
check "nor made" "$([ ! -e current.txt ]; echo $?)"
cat >m/env.py <<'X'
from alembic import context
with open("out.sql", "w") as stream:
    stream.write("-- mine\n")
    context.configure(url="sqlite:///x.db", output_buffer=stream)
X
"$limbeck" upgrade head --sql >"$work/out" 2>&1
says "and no output of Alembic's goes there too" "limbeck does not write what env.py writes to the file of its output_buffer"
finish
