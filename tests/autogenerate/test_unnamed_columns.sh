#!/bin/sh
# __table_args__ that name columns of the class, which have no name yet: what Alembic 1.19.1 with
# SQLAlchemy 2.0.52 generated for each.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
mkdir -p "$work/p/versions" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
cat >env.py <<'X'
from alembic import context
from sqlalchemy import create_engine
import models
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=models.metadata)
    with context.begin_transaction():
        context.run_migrations()
X
printf 'revision = "${up_revision}"\ndown_revision = None\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\n' >script.py.mako
model() { # model ARGS: its __table_args__
    cat >models.py <<X
from sqlalchemy import *
from sqlalchemy.orm import declarative_base
Base = declarative_base()
metadata = Base.metadata
class B(Base):
    __tablename__ = "b"
    id = Column(String(9), primary_key=True)
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    name = Column(String(20))
    __table_args__ = ($1,)
X
    rm -f versions/*
    "$limbeck" revision --autogenerate -m x >"$work/out" 2>&1
    status=$?
    cat versions/*.py >>"$work/out" 2>/dev/null
}
generates() { # generates ARGS LINE
    model "$1"
    [ $status = 0 ] && grep -qF "$2" "$work/out"
    bad=$?
    [ $bad = 0 ] || sed "s/^/# $status /" "$work/out"
    check "$1" $bad
}
generates 'Index("ix", name)' "op.create_index('ix', 'a', ['name'], unique=False)"
generates 'Index("ix", name.desc(), id)' "op.create_index('ix', 'a', [sa.literal_column('name DESC'), 'id'], unique=False)"
generates 'Index("ix", id, sqlite_where=name != "x")' "op.create_index('ix', 'a', ['id'], unique=False, sqlite_where=sa.text(\"name != 'x'\"))"
generates 'UniqueConstraint(name)' "sa.UniqueConstraint('name')"
generates 'UniqueConstraint(name, id, name="uq")' "sa.UniqueConstraint('name', 'id', name='uq')"
generates 'CheckConstraint(name > "a", name="ck")' "sa.CheckConstraint(\"name > 'a'\", name='ck')"
generates 'PrimaryKeyConstraint(name)' "sa.PrimaryKeyConstraint('name')"
generates 'ForeignKeyConstraint([name], ["b.id"])' "sa.ForeignKeyConstraint(['name'], ['b.id'], )"
for args in 'Index("ix", Column(String))' 'UniqueConstraint(Column(String))' 'CheckConstraint(Column(String) > 1, name="ck")' \
    'Index("ix", Column(String).desc(), Column(Integer) + 1)'; do
    model "$args"
    [ $status = 3 ] && grep -q "a column that has no name yet" "$work/out"
    bad=$?
    [ $bad = 0 ] || sed "s/^/# $status /" "$work/out"
    check "$args is refused" $bad
done
finish
