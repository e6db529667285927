#!/bin/sh
# Column types of stand-ins. The SQL is what Alembic 1.19.1 and SQLAlchemy 2.0.52 printed for the same
# script (upgrade head --sql) with geoalchemy2 0.20, pgvector 0.4, sqlmodel 0.0.27, alembic_utils 0.8,
# alembic_postgresql_enum 1.8 and fastapi-users-db-sqlalchemy 7.0 installed.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL VIRTUAL_ENV
plain_project
shows() { # shows NAME: the SQL of a, against standard input
    trimmed >"$work/wanted"
    "$limbeck" sql a --dialect postgresql >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
    trimmed <"$work/out" >"$work/got"
    same "$1" "$work/wanted" "$work/got"
}
refuses() { # refuses NAME DIALECT PATTERN
    "$limbeck" sql a --dialect "$2" >"$work/out" 2>&1
    check "$1" "$([ $? = 3 ] && grep -q -- "$3" "$work/out"; echo $?)"
}
revision a None <<'P'
import geoalchemy2
import pgvector.sqlalchemy
from geoalchemy2 import Geography, Geometry, Raster
import sqlmodel
op.create_table("g", sa.Column("id", sqlmodel.sql.sqltypes.types.Uuid(), primary_key=True),
    sa.Column("p", Geometry(geometry_type="POINT", srid=4326, from_text="ST_GeomFromEWKT", name="geometry"), nullable=True),
    sa.Column("q", geoalchemy2.types.Geography(geometry_type="polygon", srid=4326, dimension=2, spatial_index=False)),
    sa.Column("r", Raster()), sa.Column("s", Geometry(None, spatial_index=False)), schema="x")
op.add_column("g", sa.Column("T", Geometry("POINTZ", use_N_D_index=True)))
op.alter_column("g", "p", existing_type=Geometry("POINT"), type_=Geometry("GEOMETRY", srid=4326, spatial_index=False))
op.add_column("g", sa.Column("v", pgvector.sqlalchemy.Vector(3)))
op.add_column("g", sa.Column("w", pgvector.sqlalchemy.vector.VECTOR(dim=4)))
op.add_column("g", sa.Column("h", pgvector.sqlalchemy.HALFVEC(5)))
op.add_column("g", sa.Column("u", pgvector.sqlalchemy.SPARSEVEC()))
P
shows "geometries with their indexes, vectors, Uuid() as SQLModel's autogenerate writes it" <<'S'
CREATE TABLE x.g (
    id UUID NOT NULL,
    p geometry(POINT,4326),
    q geography(POLYGON,4326),
    r raster,
    s geometry,
    PRIMARY KEY (id)
);

CREATE INDEX idx_g_p ON x.g USING gist (p);

CREATE INDEX idx_g_r ON x.g USING gist (ST_ConvexHull(r));

ALTER TABLE g ADD COLUMN "T" geometry(POINTZ,-1);

CREATE INDEX "idx_g_T" ON g USING gist ("T" gist_geometry_ops_nd);

ALTER TABLE g ALTER COLUMN p TYPE geometry(GEOMETRY,4326);

ALTER TABLE g ADD COLUMN v VECTOR(3);

ALTER TABLE g ADD COLUMN w VECTOR(4);

ALTER TABLE g ADD COLUMN h HALFVEC(5);

ALTER TABLE g ADD COLUMN u SPARSEVEC;
S
refuses "geometries on SQLite" sqlite "the type geoalchemy2.types.Geometry on SQLite"
revision a None <<'P'
from geoalchemy2 import Geometry
op.bulk_insert(sa.table("g", sa.column("p", Geometry("POINT"))), [{"p": "POINT(1 1)"}])
P
refuses "their values" postgresql "limbeck does not convert values of geoalchemy2"
revision a None <<'P'
from geoalchemy2 import Geometry
op.add_column("g", sa.Column("p", Geometry("POINT", use_typmod=False)))
P
refuses "columns that PostGIS manages" postgresql "use_typmod=False"

# ---- listeners of what op makes ---------------------------------------------------------------
for words in "Table after_create" "Table before_create" "Column after_parent_attach"; do
    # shellcheck disable=SC2086 # two words
    set -- $words
    { printf 'from sqlalchemy import event\n@event.listens_for(sa.%s, "%s")\ndef more(*x, **y):\n    pass\n' "$1" "$2"
      printf 'op.create_table("t", sa.Column("id", sa.Integer))\n'; } | revision a None
    refuses "a listener of $words" postgresql "a listener of '$2' at .*a.py"
done
revision a None <<'P'
from sqlalchemy import event
@event.listens_for(sa.Table("other", sa.MetaData()), "after_create")
def more(*x, **y):
    pass
op.create_table("t", sa.Column("id", sa.Integer))
P
shows "one of another table does nothing to it" <<'S'
CREATE TABLE t (
    id INTEGER
);
S
# ---- whole scripts: stand_ins/*.py, and what Alembic printed of them ------------------------------
prints() { # prints NAME FILE DIRECTION RANGE
    cp "$root/tests/script/stand_ins/$2.py" alembic/versions/a.py
    printf 'import alembic_postgresql_enum\nfrom alembic import context\ncontext.configure(url="postgresql://", literal_binds=True)\nwith context.begin_transaction():\n    context.run_migrations()\n' >alembic/env.py
    "$limbeck" "$3" "$4" --sql >"$work/got" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
    same "$1" "$root/tests/script/stand_ins/$2_$([ "$3" = upgrade ] && echo up || echo down).sql" "$work/got"
}
prints "functions, views, triggers, policies, grants and extensions of alembic_utils" entities upgrade a
prints "and how they are dropped" entities downgrade a:base
prints "op.sync_enum_values() of alembic_postgresql_enum" enumerations upgrade a
revision a None <<'P'
import fastapi_users_db_sqlalchemy
from fastapi_users_db_sqlalchemy.generics import TIMESTAMPAware
from loguru import logger
logger.bind(a=1).info("creating {}", "user")
op.create_table("user", sa.Column("id", fastapi_users_db_sqlalchemy.generics.GUID(), nullable=False),
    sa.Column("at", TIMESTAMPAware(timezone=True)), sa.Column("then", TIMESTAMPAware()), sa.PrimaryKeyConstraint("id"))
P
shows "the types of fastapi-users, and a script that logs through loguru" <<'S'
CREATE TABLE "user" (
    id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE,
    "then" TIMESTAMP WITHOUT TIME ZONE,
    PRIMARY KEY (id)
);
S
revision a None <<'P'
import typeguard
from typeguard import check_type, typechecked
@typechecked
def columns(*names: str) -> list[sa.Column]:
    return [sa.Column(check_type(name, str), sa.Integer) for name in names]
@typeguard.typechecked(forward_ref_policy=None)
def table(name: str) -> None:
    op.create_table(name, *columns("a", "b"))
table("checked")
P
shows "functions whose types typeguard checks" <<'S'
CREATE TABLE checked (
    a INTEGER,
    b INTEGER
);
S
revision a None <<'P'
import sqlmodel
op.create_table("flow", sa.Column("id", sqlmodel.sql.sqltypes.GUID(), nullable=False), sa.Column("name", sqlmodel.sql.sqltypes.AutoString()))
P
shows "the type of a UUID that SQLModel had before 0.0.20" <<'S'
CREATE TABLE flow (
    id UUID NOT NULL,
    name VARCHAR
);
S
echo 'sqlmodel==0.0.22' >requirements.txt
"$limbeck" sql a >"$work/out" 2>&1
says "a later SQLModel does not have it" "AttributeError: module 'sqlmodel.sql.sqltypes' has no attribute 'GUID'"
rm requirements.txt
# ---- libraries with a part in autogenerate -----------------------------------------------------------
rm -f alembic/versions/*
compares() { # compares NAME LINES PATTERN: `check` with these lines in env.py; an empty pattern: it answers
    printf '%s\nfrom alembic import context\nfrom sqlalchemy import MetaData, create_engine\nwith create_engine("sqlite:///c.db").connect() as connection:\n    context.configure(connection=connection, target_metadata=MetaData())\n    with context.begin_transaction():\n        context.run_migrations()\n' "$2" >alembic/env.py
    "$limbeck" check >"$work/out" 2>&1
    status=$?
    [ "$status" = "$([ -n "$3" ] && echo 3 || echo 0)" ] && grep -q -- "$3" "$work/out"
    check "$1" $?
}
compares "registered functions" 'from alembic_utils.pg_function import PGFunction
from alembic_utils.replaceable_entity import register_entities
register_entities([PGFunction("public", "f()", "returns int language sql as $$ select 1 $$")])' "limbeck does not run register_entities() of alembic_utils, which compares functions"
compares "values of enumerations" "import alembic_postgresql_enum" "does not run alembic_postgresql_enum, which compares the values of enumerations"
compares "entities that are only there" "from alembic_utils.pg_view import PGView" ""
# ---- classes that a model derives from -----------------------------------------------------------------
cat >alembic/env.py <<'X'
import uuid
from alembic import context
from fastapi_users.db import SQLAlchemyBaseUserTableUUID
from flask_login import UserMixin
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import DeclarativeBase
class Base(DeclarativeBase):
    pass
class Person(UserMixin, Base):
    __tablename__ = "person"
    id = Column(Integer, primary_key=True)
class User(SQLAlchemyBaseUserTableUUID, Base):
    pass
assert Person(id=7).get_id() == "7" and Person(id=7) == Person(id=7) and Person().is_authenticated
with create_engine("sqlite:///c.db").connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
X
"$limbeck" check >"$work/out" 2>&1
says "tables of fastapi_users.db and flask_login are compared" "index user.ix_user_email"
# ---- what include_object() of Alembic's own recipe asks of a table
cat >alembic/env.py <<'X'
from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table
metadata = MetaData(schema="shop")
boat, sail = Table("boat", metadata, Column("id", Integer), info={"skip": True}), Table("sail", metadata)
assert boat.info.get("skip") and sail.info == {} and boat.metadata is metadata and metadata.schema == "shop"
sail.info["skip"] = False
assert sail.info == {"skip": False} and MetaData().schema is None
context.configure(url="sqlite:///c.db")
X
"$limbeck" current >"$work/out" 2>&1
check "Table.info and .metadata, MetaData.schema" $?
printf '[db]\nname = "c"\n' >one.toml
printf 'x = 1\n' >two.toml
cat >alembic/env.py <<'X'
import toml
from pathlib import Path
from alembic import context
from flask_sqlalchemy.query import Query
class Own(Query):
    pass
assert toml.load(["one.toml", "missing.toml", Path("two.toml")]) == {"db": {"name": "c"}, "x": 1}
try:
    toml.loads("a =")
except toml.TomlDecodeError as problem:
    with open("one.toml") as file:
        name = toml.load(file)["db"]["name"]
context.configure(url=f"sqlite:///{name}.db")
X
"$limbeck" current >"$work/out" 2>&1 || sed 's/^/# /' "$work/out"
check "toml, flask_sqlalchemy.query" $?
plain_project
revision a None <<'P'
from sqlalchemy_utils.view import DropView
op.execute(DropView("my View", materialized=True))
op.execute(DropView("v", cascade=False))
P
shows "views of sqlalchemy_utils" <<'S'
DROP MATERIALIZED VIEW IF EXISTS "my View" CASCADE;

DROP VIEW IF EXISTS v;
S
finish
