#!/bin/sh
# Models that come by other ways than a plain import, and parts of tables that stand outside them:
# they are seen, or what would be dropped without them is refused. Verbs that need no models go on.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
export LIMBECK_URL="sqlite:///$work/app.db"
sed -i 's/^script_location.*/&\nprepend_sys_path = %(here)s/' alembic.ini
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n\n\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\n\n\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n' >alembic/script.py.mako
mkdir -p app/parts/deeper
touch app/__init__.py app/parts/deeper/__init__.py
printf 'from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass\n' >app/base.py
model() { printf 'from app.base import Base\nfrom sqlalchemy import Column, Integer\nclass %s(Base):\n    __tablename__ = "%s"\n    id = Column(Integer, primary_key=True)\n' "$1" "$2"; }
model One one >app/parts/one.py
model Two two >app/parts/two.py
model Three three >app/parts/deeper/three.py
seed() { rm -f "$work/app.db"; for table in "$@"; do sqlite3 "$work/app.db" "CREATE TABLE $table (id INTEGER NOT NULL PRIMARY KEY)"; done; }
env() { # env.py: standard input, between the imports and configure()
    { printf 'import sqlalchemy as sa\nfrom alembic import context\nfrom app.base import Base\n'; cat
      printf 'context.configure(url=context.config.get_main_option("sqlalchemy.url"), target_metadata=Base.metadata)\n'; } >alembic/env.py
}
write() { rm -f alembic/versions/*.py; "$limbeck" revision --autogenerate -m x --rev-id new >"$work/out" 2>&1; status=$?; script=$(cat alembic/versions/new_x.py 2>/dev/null); rm -f alembic/versions/*.py; }
drops() { printf '%s' "$script" | sed -n '/^def upgrade/,/^def downgrade/p' | grep -c 'op.drop_'; }
verbs() { for words in "current" "upgrade heads" "upgrade heads --sql"; do "$limbeck" $words >>"$work/out" 2>&1 || { echo "limbeck $words: $?" >>"$work/out"; return 1; }; done; } # shellcheck disable=SC2086
fine() { # fine NAME STATUS
    [ "$2" = 0 ] || { sed 's/^/# /' "$work/out"; printf '%s\n' "$script" | sed 's/^/# /'; }
    check "$1" "$2"
}
package() { cat >app/parts/__init__.py; }
seen() { # seen NAME: env.py on standard input brings all three tables
    env
    seed one two three
    write
    [ $status = 0 ] && [ "$(drops)" = 0 ] && verbs
    bad=$?
    seed
    write
    [ $bad = 0 ] && [ "$(printf '%s' "$script" | grep -c 'op.create_table')" = 3 ]
    fine "seen: $1" $?
    : | package
}
: | package
seen "import_module of a literal" <<'P'
import importlib
importlib.import_module("app.parts.one")
for name in ["two", "deeper.three"]:
    importlib.import_module("app.parts." + name)
P
seen "import_module, relative" <<'P'
from importlib import import_module
import_module(".one", "app.parts")
import_module(".parts.two", package="app")
import_module("..parts.deeper.three", "app.parts")
P
package <<'P'
import os
for name in sorted(os.listdir(os.path.dirname(__file__))):
    if name.endswith(".py") and name != "__init__.py":
        __import__("app.parts." + name[:-3])
module = __import__("app.parts.deeper", fromlist=["three"])
P
seen "__import__ in a package" <<'P'
import app.parts
P
seen "pkgutil.iter_modules" <<'P'
import importlib, pkgutil
import app.parts
for finder, name, is_package in pkgutil.iter_modules(app.parts.__path__, "app.parts."):
    module = importlib.import_module(name)
    if is_package:
        for info in pkgutil.iter_modules(module.__path__):
            importlib.import_module(f"{name}.{info.name}")
P
seen "pkgutil.walk_packages" <<'P'
import pkgutil
from importlib import import_module
import app
for info in pkgutil.walk_packages(app.__path__, app.__name__ + "."):
    import_module(info.name)
P
seen "walk_packages with find_spec().loader.load_module()" <<'P'
import pkgutil
import app
for finder, name, _ in pkgutil.walk_packages(app.__path__, "app."):
    finder.find_spec(name).loader.load_module(name)
P
seen "Path.glob and rglob" <<'P'
import importlib
from pathlib import Path
top = Path(__file__).resolve().parent.parent
for path in sorted((top / "app").rglob("t*.py")):
    importlib.import_module(".".join(path.relative_to(top).with_suffix("").parts))
for path in top.glob("app/*/o?[de].py"):
    importlib.import_module(f"app.parts.{path.stem}")
P
seen "glob.glob" <<'P'
import glob, importlib, os
top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
for path in glob.glob(os.path.join(top, "app", "parts", "[!_]*.py")) + glob.glob(top + "/app/**/three.py", recursive=True):
    importlib.import_module(path[len(top) + 1:-3].replace("/", "."))
P
seen "modules of which some are not there" <<'P'
from importlib import import_module
for name in ("one", "none", "two", "deeper.three", "deeper.none"):
    try:
        import_module(f"app.parts.{name}")
    except ModuleNotFoundError as error:
        assert str(error) == f"No module named 'app.parts.{name}'", error
P

# ---- what is not seen -----------------------------------------------------------------------
unseen() { # unseen NAME LINE PATTERN: env.py on standard input; LINE is the place that is told
    env
    seed one two three gone
    write
    [ $status = 3 ] && [ -z "$script" ] && grep -q "$2:1: the comparison would drop something (- .*), but the models may have more than limbeck saw: .*$3" "$work/out" &&
        grep -q "brings_no_tables = " "$work/out" && verbs
    bad=$?
    seed
    [ $bad = 0 ] && { "$limbeck" check >>"$work/out" 2>&1; [ $? -le 1 ]; }
    fine "refused where something would be dropped: $1" $?
    : | package
    rm -f "$work/app.db"
}
unseen "a library's function that gets a package's name" env.py:5 "'modelkit.autodiscover()' is called with 'app.parts'" <<'P'
import modelkit
found = modelkit.autodiscover("app.parts")
P
unseen "one that gets a list of them" env.py:5 "'modelkit.load()' is called with 'app.parts'" <<'P'
import modelkit
found = modelkit.load(packages=["app.parts"])
P
unseen "one that gets a module" env.py:6 "is called with app.parts" <<'P'
import app.parts
from modelkit import scan
everything = scan(app.parts)
P
unseen "one that gets the MetaData" env.py:5 "'modelkit.extend()' is called with a MetaData" <<'P'
import modelkit
tables = modelkit.extend(Base.metadata)
P
unseen "one that gets the base" env.py:5 "'modelkit.History()' is called with Base" <<'P'
import modelkit
history = modelkit.History(Base)
P
unseen "one that is called for what it does" env.py:5 "'continuum.make_versioned()' is called, and" <<'P'
import continuum
continuum.make_versioned(user_cls=None)
P
unseen "a file loaded by its path" env.py:7 "exec_module()' is called" <<'P'
import importlib.util
spec = importlib.util.spec_from_file_location("one", "app/parts/one.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
P
unseen "a module of a library by name" env.py:5 "it imports 'elsewhere.models'" <<'P'
import importlib
importlib.import_module("elsewhere.models")
P
unseen "a listener that adds columns" env.py:5 "'stamps()' listens for 'instrument_class'" <<'P'
from sqlalchemy import event
@event.listens_for(Base, "instrument_class", propagate=True)
def stamps(mapper, cls):
    cls.__table__.append_column(sa.Column("made", sa.DateTime))
P
package <<'P'
from app.parts import one
import somewhere
for part in somewhere.parts():
    part()
    from app.parts import two
P
unseen "a statement that could not be evaluated" app/parts/__init__.py:3 "limbeck stopped reading 'app.parts' before line 5, which imports more" <<'P'
import app.parts
P

env <<'P'
import modelkit
import app.parts.one, app.parts.two, app.parts.deeper.three
modelkit.autodiscover("app.parts")
P
seed one two three gone
printf '[limbeck]\nbrings_no_tables = other, modelkit\n' >>alembic.ini
write
fine "the word for it in the ini" "$([ $status = 0 ] && [ "$(drops)" = 1 ]; echo $?)"
sed -i '/limbeck/d; /brings_no/d' alembic.ini
env <<'P'
import logging, sentry_sdk, structlog
from flask import Flask
import app.parts.one, app.parts.two, app.parts.deeper.three
sentry_sdk.init(dsn="x")
structlog.configure(processors=[])
web = Flask(__name__)
logger = structlog.get_logger(__name__)
logger.info("models", extra={"of": "app"})
P
write
fine "libraries that bring no tables are no reason" "$([ $status = 0 ] && [ "$(drops)" = 1 ]; echo $?)"

# ---- a class of the base and of something unknown ----------------------------------------------
cat >app/parts/user.py <<'P'
from app.base import Base
from company_accounts import SQLAlchemyBaseUserTableUUID
class User(SQLAlchemyBaseUserTableUUID, Base):
    pass
P
env <<'P'
import app.parts.user
P
for tables in "user" ""; do
    # shellcheck disable=SC2086 # words
    seed $tables
    write
    [ $status = 3 ] && [ -z "$script" ] && grep -q "user.py:3:1: the models may have more tables: User derives from" "$work/out" && verbs
    fine "an unknown class beside the base may bring a table (database: ${tables:-empty})" $?
done
rm app/parts/user.py

# ---- parts of a table that stand outside it ------------------------------------------------------
cat >app/parts/outside.py <<'P'
from sqlalchemy import (CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, MetaData, String, Table,
                        UniqueConstraint, func)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

md = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
                                 "ck": "ck_%(table_name)s_%(constraint_name)s"})


class Base(DeclarativeBase):
    metadata = md


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    code = mapped_column(String(9))


Index(None, A.name)
Index("ix_low", func.lower(A.name), unique=True)
Index("ix_desc", A.name.desc(), A.code)
A.extra = Column(Integer)
A.more = mapped_column(String(5), index=True)
setattr(A, "third", mapped_column("thirrd", Integer, nullable=False))
c = Column("x", Integer)
t = Table("t", md, c, Column("y", Integer), Column("a_id", Integer))
Index("ix_t_x", c)
UniqueConstraint(t.c.x, t.c.y, name="u")
UniqueConstraint(t.c.y)
CheckConstraint(t.c.x > 5, name="big")
t.append_constraint(ForeignKeyConstraint(["a_id"], ["a.id"]))
Index("ix_part", t.c.y, postgresql_where=t.c.x > 3, sqlite_where=t.c.x > 3)
P
printf 'from alembic import context\nfrom app.parts.outside import md\ncontext.configure(url=context.config.get_main_option("sqlalchemy.url"), target_metadata=md)\n' >alembic/env.py
seed
write
printf '%s\n' "$script" | sed -n '/^def upgrade/,$p' >"$work/got"
# What Alembic 1.19.1 with SQLAlchemy 2.0.52 writes for it.
cat >"$work/wanted" <<'P'
def upgrade():
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('a',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('code', sa.String(length=9), nullable=True),
    sa.Column('extra', sa.Integer(), nullable=True),
    sa.Column('more', sa.String(length=5), nullable=True),
    sa.Column('thirrd', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_a_more'), 'a', ['more'], unique=False)
    op.create_index(op.f('ix_a_name'), 'a', ['name'], unique=False)
    op.create_index('ix_desc', 'a', [sa.literal_column('name DESC'), 'code'], unique=False)
    op.create_table('t',
    sa.Column('x', sa.Integer(), nullable=True),
    sa.Column('y', sa.Integer(), nullable=True),
    sa.Column('a_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('x > 5', name=op.f('ck_t_big')),
    sa.ForeignKeyConstraint(['a_id'], ['a.id'], ),
    sa.UniqueConstraint('x', 'y', name='u'),
    sa.UniqueConstraint('y', name=op.f('uq_t_y'))
    )
    op.create_index('ix_part', 't', ['y'], unique=False, postgresql_where=sa.text('x > 3'), sqlite_where=sa.text('x > 3'))
    op.create_index('ix_t_x', 't', ['x'], unique=False)
    # ### end Alembic commands ###


def downgrade():
    # ### commands auto generated by Alembic - please adjust! ###
    op.drop_index('ix_t_x', table_name='t')
    op.drop_index('ix_part', table_name='t', postgresql_where=sa.text('x > 3'), sqlite_where=sa.text('x > 3'))
    op.drop_table('t')
    op.drop_index('ix_desc', table_name='a')
    op.drop_index(op.f('ix_a_name'), table_name='a')
    op.drop_index(op.f('ix_a_more'), table_name='a')
    op.drop_table('a')
    # ### end Alembic commands ###
P
same "indexes, constraints and columns added later are Alembic's, byte for byte" "$work/wanted" "$work/got"
printf '    listed = Index("ix_listed", code)\n' >"$work/line"
sed -i "/code = mapped_column(String(9))/r $work/line" app/parts/outside.py
write
fine "an index in the body of a class is refused" "$([ $status = 3 ] && [ -z "$script" ] && verbs; echo $?)"
# Methods that a decorator of an unknown library took are no columns: the class has its table all the same.
guarded() { # guarded DECORATOR
    { printf 'import absent\n'; model Guarded guarded; printf '    @%s\n    def rank(self):\n        return 1\n' "$1"; } >app/parts/guarded.py
    printf 'import app.parts.guarded\n' | env
    seed
    write
}
guarded 'absent.cache.memoize(60, key="rank")'
fine "a method with an unknown decorator" "$([ $status = 0 ] && printf '%s' "$script" | grep -q "create_table('guarded'" && verbs; echo $?)"
guarded 'absent.aggregated("others", Column(Integer))'
fine "one that is given a column is refused" "$([ $status = 3 ] && [ -z "$script" ] && verbs; echo $?)"
guarded 'absent.declared_attr'
fine "and one that declares attributes" "$([ $status = 3 ] && [ -z "$script" ] && verbs; echo $?)"
rm app/parts/guarded.py
finish
