"""Values of every kind."""

import sqlalchemy as sa
from alembic import context, op

revision = "bulk_types"
down_revision = None

import datetime, uuid, decimal
t = sa.table("t", sa.column("id", sa.Integer), sa.column("d", sa.Date), sa.column("ts", sa.DateTime), sa.column("u", sa.Uuid), sa.column("b", sa.Boolean), sa.column("n", sa.Numeric(10,2)), sa.column("j", sa.JSON), sa.column("f", sa.Float), sa.column("t", sa.Time), sa.column("s", sa.String))
def upgrade():
    op.bulk_insert(t, [
      {"id": 1, "d": datetime.date(2020, 1, 2), "ts": datetime.datetime(2020, 1, 2, 3, 4, 5), "u": uuid.UUID("12345678123456781234567812345678"), "b": True, "n": decimal.Decimal("1.50"), "f": 1.5, "t": datetime.time(1,2,3), "s": "it's"},
    ])
    op.execute(t.insert().values(id=sa.func.nextval("x"), s=None, b=False))
    op.execute(t.update().where(t.c.b.is_(True)).values(b=sa.false(), ts=sa.func.now(), s=sa.null()))
def downgrade():
    op.execute(t.update().values(s=sa.literal("x")))
    op.execute(t.update().values(s=op.inline_literal("x%y")))
    op.execute(t.update().where(t.c.s == op.inline_literal("a")).values({"s": op.inline_literal("b")}))
