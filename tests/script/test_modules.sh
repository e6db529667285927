#!/bin/sh
# What a migration gets from elsewhere: its application's modules, as far as they
# can be evaluated; the tables of a MetaData; what the database has.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL
mkdir -p "$work/p/m/versions" "$work/p/app" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s/m\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
cat >m/env.py <<'X'
from alembic import context
from sqlalchemy import create_engine
url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
X
revision() { # revision IMPORTS BODY
    printf 'from alembic import op\nimport sqlalchemy as sa\n%s\nrevision = "a"\ndown_revision = None\ndef upgrade():\n%s\n' "$1" "$2" >m/versions/a.py
    rm -f x.db
}
prints() { # prints NAME WANTED: of `sql a`
    "$limbeck" sql a >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
    got=$(trimmed <"$work/out")
    [ "$got" = "$2" ] || echo "# got '$got'"
    check "$1" "$([ "$got" = "$2" ]; echo $?)"
}
refused() { # refused NAME PATTERN
    "$limbeck" sql a >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$2" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$1" "$([ "$status" = 3 ] && grep -q -- "$2" "$work/errors"; echo $?)"
}

# ---- annotations of modules -------------------------------------------------------------
echo 'first: int = 1' >app/typed.py
printf 'first: int = 1\nNAMES = list(__annotations__)\n' >app/reader.py
revision 'from app import reader' '    op.execute("SELECT " + ", ".join(reader.NAMES))'
prints "a module that reads its annotations has them" "SELECT first;"
for use in 'typed.__annotations__' 'vars(typed)["__annotations__"]' 'getattr(typed, "__annotations__", {})'; do
    revision 'from app import typed' "    op.execute('SELECT ' + ', '.join($use))"
    refused "of another module they are refused: $use" "__annotations__"
done

# ---- modules that limbeck evaluates in part --------------------------------------------
printf 'import foreign\nif foreign.setting():\n    LIMIT = 3\nNAME = "x"\ndef helper():\n    return "SELECT 1"\n' >app/heavy.py
printf 'from app.heavy import *\nLENGTH = 7\n' >app/__init__.py
printf 'from app import LENGTH\nfrom app.heavy import helper\n' >app/light.py
revision 'import app.heavy
from app.light import LENGTH' '    op.execute("SELECT %d" % LENGTH)'
prints "a module that cannot be evaluated does not stop one that needs nothing of it" "SELECT 7;"
revision 'from app import heavy' '    op.execute("SELECT %d" % heavy.LIMIT)'
refused "what is needed of it is refused" "app.heavy.LIMIT', which limbeck could not evaluate"
check "with the reason" "$(grep -q "^hint: app.heavy.LIMIT is not known, because of .*app/heavy.py:2: limbeck does not evaluate this: the truth of 'foreign.setting()'" "$work/errors"; echo $?)"
revision 'from app import heavy' '    op.execute(heavy.helper() if heavy.NAME == "x" else "SELECT 2")'
prints "what the failing statement does not touch is known" "SELECT 1;"
printf 'import foreign\nURLS = ["a"]\nWORD = "a"\nURL = "a"\ndef fill():\n    URLS.append("b")\n    foreign.setting() + 1 > 2 and None\nfill()\n' >app/changed.py
revision 'from app import changed' '    op.execute("SELECT %s" % changed.URLS[0])'
refused "nor is what a function that failed may have changed" "app.changed.URLS"
printf 'import foreign\nURL = "a"\ndef fill():\n    global URL\n    URL = "b"\n    foreign.setting() + 1 > 2 and None\nfill()\n' >app/changed.py
revision 'from app import changed' '    op.execute("SELECT %s" % changed.URL)'
refused "nor a global of such a function" "app.changed.URL"
printf 'import foreign\nHOSTS = {"a": 1}\nif foreign.setting():\n    HOSTS["a"] = 2\n' >app/changed.py
revision 'from app import changed' '    op.execute("SELECT %s" % changed.HOSTS["a"])'
refused "nor an object that the failing statement names" "app.changed.HOSTS"
printf 'import foreign\nHOSTS = {"a": 1}\nWORDS = [1]\ndef fill(words):\n    words.append(2)\n    return foreign.setting() + 1 > 2 and int(foreign.setting())\nclass Settings:\n    first = "a"\n    second: int = fill(HOSTS and WORDS)\n    third = "b"\nLATER = {"a": 1}\n' >app/classes.py
revision 'from app.classes import Settings, LATER' '    op.execute("SELECT %s, %s, %d" % (Settings.first, Settings.third, LATER["a"]))'
prints "an attribute of a class that cannot be evaluated leaves the others known" "SELECT a, b, 1;"
revision 'from app.classes import Settings' '    op.execute("SELECT %s" % Settings.second)'
refused "it is unknown, with the reason" "app.classes.Settings.second'"
revision 'from app.classes import WORDS' '    op.execute("SELECT %d" % len(WORDS))'
refused "and so is what its statement may have changed" "app.classes.WORDS"
printf 'import foreign\nfrom sqlalchemy import Column, Integer\nfrom sqlalchemy.orm import declarative_base\nBase = declarative_base()\nclass User(Base):\n    __tablename__ = "user"\n    id = Column(Integer, primary_key=True)\n    size = Column(Integer, server_default=str(foreign.setting() + 1))\n' >app/classes.py
revision 'from app.classes import User' '    op.execute("SELECT %d" % len(User.__table__.c))'
refused "a class of a table is unknown as a whole" "app.classes.User"
printf 'LIMIT = int("x")\nNAME = "x"\n' >app/broken.py
revision 'from app import broken' '    op.execute("SELECT %s" % broken.NAME)'
prints "an exception in a statement of a module is no more than that" "SELECT x;"
revision 'from app import broken' '    op.execute("SELECT %s" % broken.LIMIT)'
refused "what it should have made is not known" "app.broken.LIMIT"
printf 'raise RuntimeError("not on this host")\n' >app/broken.py
revision 'from app import broken' '    op.execute("SELECT 1")'
refused "one that the module raises itself stops limbeck as it stops Python" "RuntimeError: not on this host"
printf 'try:\n    from app import broken\nexcept RuntimeError:\n    broken = "caught"\n' >app/catching.py
revision 'from app.catching import broken' '    op.execute("SELECT %s" % broken)'
prints "and may be caught, as in Python" "SELECT caught;"
revision 'from app import LIMIT' '    op.execute("SELECT %d" % LIMIT)'
refused "a name that may have come with a star" "app.heavy.LIMIT"
printf 'from alembic import op\nimport foreign\nop.execute("SELECT 1")\nif foreign.setting():\n    op.execute("SELECT 2")\n' >app/acting.py
revision '' '    import app.acting
    op.execute("SELECT 3")'
refused "an import inside upgrade() may act: it is evaluated whole or refused" "app/acting.py:4:\|calling 'foreign.setting'"
revision 'import app' '    op.execute("SELECT %s" % len(app.__path__))'
prints "__path__ of a package" "SELECT 1;"

# ---- lists are arrays ----------------------------------------------------------------------
sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = postgresql://u@h/d,' alembic.ini
revision 'from sqlalchemy.dialects import postgresql as pg' '    t = sa.table("t", sa.column("tags", pg.ARRAY(sa.String)), sa.column("m", pg.ARRAY(sa.Integer, dimensions=2)))
    op.execute(t.insert().values(tags=["a", "b'"'"'c"], m=[[1, 2], [3, 4]]))
    op.execute(t.update().where(t.c.tags == ["q"]).values(tags=[]))'
prints "lists as values of ARRAY columns" "INSERT INTO t (tags, m) VALUES (ARRAY['a', 'b''c'], ARRAY[ARRAY[1, 2], ARRAY[3, 4]]);

UPDATE t SET tags=ARRAY[] WHERE t.tags = ARRAY['q'];"
sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = sqlite:///x.db,' alembic.ini


# ---- MetaData -----------------------------------------------------------------------------------
revision 'md = sa.MetaData()
zeta = sa.Table("zeta", md, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.ForeignKey("alpha.id")), sa.Column("n", sa.String(10), index=True))
sa.Table("alpha", md, sa.Column("id", sa.Integer, primary_key=True), sa.Column("m_id", sa.Integer, sa.ForeignKey("mid.id")))
sa.Table("solo", md, sa.Column("id", sa.Integer, primary_key=True), sa.Column("d", sa.DateTime, server_default=sa.func.now()))
sa.Table("mid", md, sa.Column("id", sa.Integer, primary_key=True))' '    md.create_all(op.get_bind())'
"$limbeck" upgrade a --sql >"$work/out" 2>&1
trimmed <"$work/out" >"$work/got"
same "create_all(): Alembic's order" "$LIMBECK_TEST_ROOT/tests/script/golden/create_all.sql" "$work/got"
"$limbeck" upgrade a >"$work/out" 2>&1
cat >m/versions/b.py <<'X'
from alembic import op
import sqlalchemy as sa
revision = "b"
down_revision = "a"
def upgrade():
    md = sa.MetaData()
    t = sa.Table("zeta", md, sa.Column("n", sa.String(99)), autoload_with=op.get_bind())
    op.bulk_insert(md.tables["zeta"], [{"id": 1, "n": "x"}])
    op.execute(t.update().where(t.c.id == 1).values(n="y"))
    other = sa.MetaData()
    other.reflect(op.get_bind(), only=["solo", "mid"])
    print(sorted(other.tables), isinstance(sa.inspect(op.get_bind()).get_columns("zeta")[2]["type"], sa.String))
    other.create_all(op.get_bind())
    t.create(op.get_bind(), checkfirst=True)
X
"$limbeck" upgrade b >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
check "autoload_with, tables[], reflect(), checkfirst" "$([ "$(sqlite3 x.db 'SELECT id, n FROM zeta')" = "1|y" ] && grep -q "notice: \['mid', 'solo'\] True" "$work/errors"; echo $?)"
rm m/versions/b.py
psql -q -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d postgres -c "CREATE DATABASE modules" >/dev/null
revision 'from sqlalchemy.dialects import postgresql' '    kind = postgresql.ENUM("a", "b", name="kind")
    kind.create(op.get_bind(), checkfirst=True)
    kind.create(op.get_bind(), checkfirst=True)
    sa.Sequence("counter").create(op.get_bind())
    sa.Sequence("counter").create(op.get_bind())
    op.create_table("t", sa.Column("id", sa.Integer), sa.Column("k", postgresql.ENUM(name="kind", create_type=False)), sa.Column("s", sa.ARRAY(sa.String(5))), extend_existing=True)
    t = sa.Table("t", sa.MetaData(), autoload_with=op.get_bind())
    op.execute(t.insert().values(id=1, s=["x", "y z"]))
    op.bulk_insert(t, [{"id": 2, "s": []}])
    op.execute(t.update().where(t.c.s == ["x", "y z"]).values(id=3))
    postgresql.ENUM(name="nothing").drop(op.get_bind(), checkfirst=True)'
LIMBECK_URL="postgresql://limbeck:s3cret-word@127.0.0.1:$LIMBECK_TEST_PORT/modules" "$limbeck" upgrade head >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
check "checkfirst on PostgreSQL: types and sequences" "$([ "$(psql -q -t -A -h 127.0.0.1 -p "$LIMBECK_TEST_PORT" -U limbeck -d modules -c "SELECT string_agg(id || s::text, ' ' ORDER BY id) FROM t")" = '2{} 3{x,"y z"}' ]; echo $?)"
# ---- what is not known is compared with nothing ---------------------------------------------
for question in 'settings.KIND in ("a", "b")' 'settings.KIND in {"a", "b"}' 'settings.KIND == "a"' \
    'settings.KIND is None' '["a", settings.KIND].index("b")' '{"a": 1}.get(settings.KIND)' \
    '{settings.KIND: 1}.get("a")' '"a" in (settings.KIND, "b")' '{"a"} - {settings.KIND}' '(1, settings.KIND) == (1, "a")'; do
    revision 'from elsewhere import settings' "    if $question:
        op.execute('SELECT 1')"
    refused "a question that cannot be answered: $question" "could not import\|a key that limbeck does not know"
done
revision 'from elsewhere import settings' '    op.execute("SELECT %d" % ({settings.KIND: 5}[settings.KIND] + (settings.KIND in [settings.KIND])))'
prints "what is not known is itself" "SELECT 6;"

# ---- the driver is the URL's, or SQLAlchemy's own choice --------------------------------------
revision "" '    dialect = op.get_bind().dialect
    op.execute("SELECT %s %s" % (dialect.driver, dialect.dialect_description))'
prints "a URL without a driver" "SELECT pysqlite sqlite+pysqlite;"
LIMBECK_URL=postgresql+asyncpg://u@h/d prints "a URL with one" "SELECT asyncpg postgresql+asyncpg;"

# ---- models that are not all known --------------------------------------------------------
# One that derives from something limbeck does not have is missing among the tables: Alembic would find it.
lacking='from sqlalchemy.orm import declarative_base
import elsewhere
Base = declarative_base()
class Known(Base):
    __tablename__ = "known"
    id = sa.Column(sa.Integer, primary_key=True)
class Lacking(elsewhere.Mixin, Base):
    __tablename__ = "lacking"
    id = sa.Column(sa.Integer, primary_key=True)'
for use in 'for name in Base.metadata.tables: op.drop_table(name)' 'Base.metadata.create_all(op.get_bind())' \
    'print(Base.metadata.sorted_tables)'; do
    revision "$lacking" "    $use"
    refused "a MetaData that lacks a model: $use" "derives from 'elsewhere.Mixin'"
done
revision "$lacking" '    op.drop_table(Known.__tablename__)
    op.drop_table(Known.__table__.name)'
prints "what is known of its models serves" "DROP TABLE known;

DROP TABLE known;"
printf '__all__ = ["a", 5]\na = 1\n' >listed.py
revision "" '    import listed
    from types import SimpleNamespace'
printf 'from listed import *\n' >starred.py
revision "" '    import starred'
refused "__all__ with something else than names" "Item in listed.__all__ must be str, not int"

# ---- a module that is known, of a package that is not --------------------------------------
mkdir -p heavy
printf 'import foreign\nfor name in foreign.names():\n    pass\n' >heavy/__init__.py
printf 'from public import public\nfrom zope.interface import Interface, implementer\nimport sqlalchemy as sa\nclass Known(Interface):\n    pass\n@public\n@implementer(Known)\nclass Short(sa.types.TypeDecorator):\n    impl = sa.String(4)\n' >heavy/kinds.py
revision "import heavy.kinds" '    op.add_column("t", sa.Column("c", heavy.kinds.Short()))'
prints "a type of a module whose package is not known" "ALTER TABLE t ADD COLUMN c VARCHAR(4);"

# ---- a MetaData between the columns, and types in their table's schema: as Alembic prints them ----
revision "" '    op.create_table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("s", sa.Column("e", sa.Enum("a", "b", name="kind", inherit_schema=True)), schema="app")
    op.add_column("s", sa.Column("f", sa.Enum("c", name="other", inherit_schema=True)), schema="app")'
cat >"$work/wanted" <<'X'
CREATE TABLE t (
    id SERIAL NOT NULL,
    PRIMARY KEY (id)
);

CREATE TYPE app.kind AS ENUM ('a', 'b');

CREATE TABLE app.s (
    e app.kind
);

ALTER TABLE app.s ADD COLUMN f app.other;
X
"$limbeck" sql a --dialect postgresql 2>"$work/errors" | trimmed >"$work/got"
same "a MetaData between the columns, Enum(inherit_schema=True)" "$work/wanted" "$work/got"

# ---- packages of the same checkout, which pyproject.toml names ------------------------------------
mkdir -p "$work/mono/.git" "$work/mono/libs/kinds/src/kinds" "$work/mono/sdk/tool" "$work/mono/packages/parts/parts" "$work/outside/away"
mv "$work/p" "$work/mono/api" && cd "$work/mono/api" || exit 1
printf 'import sqlalchemy as sa\nSHORT = sa.String(4)\n' >../libs/kinds/src/kinds/__init__.py
printf 'NAME = "c"\n' >../sdk/tool/__init__.py
printf 'NAME = "t"\n' >../packages/parts/parts/__init__.py
printf 'NAME = "t"\n' >"$work/outside/away/__init__.py"
printf '[project]\nname = "api"\n[tool.uv.sources]\nkinds = {path = "../libs/kinds", editable = true}\naway = {path = "../../outside"}\n[tool.poetry.group.dev.dependencies]\ntool = {path = "../sdk", develop = true}\n' >pyproject.toml
printf '[tool.uv.workspace]\nmembers = ["packages/*"]\n' >../pyproject.toml
revision "import kinds, tool, parts" '    op.add_column(parts.NAME, sa.Column(tool.NAME, kinds.SHORT))'
prints "path dependencies and workspace members" "ALTER TABLE t ADD COLUMN c VARCHAR(4);"
revision "import away" '    op.drop_table(away.NAME)'
refused "one outside the checkout" "away.NAME"
finish
