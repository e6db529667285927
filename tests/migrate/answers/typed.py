"""What typed columns make of what a driver has; beside it what Alembic prints on either database"""
import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op

revision = "typed"
down_revision = None


class Mood(enum.Enum):
    ok = 1
    sad = 2


HEX = "11111111222233334444555555555555"
# name, type, as SQLite may have it from elsewhere, as a script writes it
COLUMNS = [
    ("dt", sa.DateTime(), "2024-01-31 10:11:12.500000", datetime.datetime(2024, 1, 31, 10, 11, 12)),
    ("da", sa.Date(), "2024-01-31", datetime.date(2024, 1, 30)),
    ("ti", sa.Time(), "10:11:12.000000", datetime.time(1, 2, 3)),
    ("nu", sa.Numeric(10, 2), 1.5, decimal.Decimal("2.25")),
    ("nf", sa.Numeric(10, 2, asdecimal=False), 1.5, 2.5),
    ("fl", sa.Float(), 1.5, 2.5),
    ("fd", sa.Float(asdecimal=True), 1.5, decimal.Decimal("2.5")),
    ("bo", sa.Boolean(), 0, True),
    ("js", sa.JSON(), '{"a": [1, null]}', None),
    ("jn", sa.JSON(none_as_null=True), '{"a": [1, null]}', None),
    ("uu", sa.Uuid(), HEX, uuid.UUID(HEX)),
    ("us", sa.Uuid(as_uuid=False), HEX, str(uuid.UUID(HEX))),
    ("en", sa.Enum(Mood), "ok", Mood.sad),
    ("es", sa.Enum("a", "b", name="es"), "a", "b"),
    ("st", sa.String(), "s", "t"),
]
ON_POSTGRESQL = [
    ("iv", sa.Interval(), None, datetime.timedelta(days=1, seconds=5)),
    ("ar", sa.ARRAY(sa.Integer), None, [1, 2]),
    ("dz", sa.DateTime(timezone=True), None,
     datetime.datetime(2024, 1, 31, 10, 11, 12, tzinfo=datetime.timezone.utc)),
]


def upgrade():
    c = op.get_bind()
    on_sqlite = c.dialect.name == "sqlite"
    for name, type_, raw, value in COLUMNS if on_sqlite else COLUMNS + ON_POSTGRESQL:
        op.create_table("t_" + name, sa.Column("id", sa.Integer, primary_key=True), sa.Column(name, type_))
        t = sa.table("t_" + name, sa.column("id", sa.Integer), sa.column(name, type_))
        if on_sqlite:
            c.execute(sa.text(f"INSERT INTO t_{name} (id, {name}) VALUES (1, :v)"), {"v": raw})
        c.execute(t.insert().values({"id": 2, name: value}))
        c.execute(t.insert(), {"id": 3, name: None})
        print(name, "bare", [tuple(row) for row in c.execute(sa.text(f"SELECT id, {name} FROM t_{name} ORDER BY id"))])
        print(name, "typed", [tuple(row) for row in c.execute(sa.select(t).order_by(t.c.id))])
        print(name, "scalar", c.execute(sa.select(t.c[name].label("x")).where(t.c.id == 2)).scalar())
        print(name, "equal", c.execute(sa.select(t.c.id).where(t.c[name] == value)).scalars().all())
        print(name, "among", c.execute(sa.select(t.c.id).where(t.c[name].in_([value]))).scalars().all() if value else "")
        both = sa.union_all(sa.select(t.c[name]).where(t.c.id == 2), sa.select(t.c[name]).where(t.c.id == 3))
        print(name, "union", [row[0] for row in c.execute(both)])
    print(int(decimal.Decimal("-2.7")), float(decimal.Decimal("2.7")), round(decimal.Decimal("2.5")), round(decimal.Decimal("2.25"), 1))


def downgrade():
    pass
