"""Enumerations as types and values."""

import sqlalchemy as sa
from alembic import context, op

revision = "cls_enum"
down_revision = None

import enum
class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
class Pri(str, enum.Enum):
    low = "low"
    high = "high"
class Num(enum.IntEnum):
    one = 1
    two = 2
def upgrade():
    op.create_table("t", sa.Column("c", sa.Enum(Color), nullable=False), sa.Column("p", sa.Enum(Pri, name="pri_enum"), server_default=Pri.low.value),
       sa.Column("q", sa.Enum(Color, values_callable=lambda e: [m.value for m in e], name="cq")))
    op.execute(f"UPDATE t SET x = '{Color.RED.value}', n = {Num.two.value}")
    for c in Color:
        op.execute(f"INSERT INTO z VALUES ('{c.name}', '{c.value}')")
def downgrade():
    op.drop_table("t")
    sa.Enum(name="color").drop(op.get_bind(), checkfirst=False)
    op.execute("SELECT " + ", ".join(m.name for m in Pri) + str(Color("red")) + str(len(Color)) + Color["RED"].value)
