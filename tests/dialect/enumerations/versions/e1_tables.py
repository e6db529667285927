"""Two tables of one revision with one type: one object, equal objects, a class of Python, ARRAY."""
import enum

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "e1"
down_revision = None


class Kind(enum.Enum):
    SMALL = 1
    LARGE = 2


state = sa.Enum("on", "off", name="state")


def upgrade():
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True), sa.Column("s", state))
    op.create_table("b", sa.Column("id", sa.Integer, primary_key=True), sa.Column("s", state))
    op.create_table("c", sa.Column("s", sa.Enum("on", "off", name="state")))
    op.create_table("d", sa.Column("s", postgresql.ENUM("on", "off", name="state")))
    op.create_table("e", sa.Column("k", sa.Enum(Kind)), sa.Column("l", sa.ARRAY(sa.Enum(Kind))))
    op.create_table("f", sa.Column("k", sa.Enum(Kind, name="kind")))
    op.create_table("g", sa.Column("m", postgresql.ARRAY(sa.Enum("x", "y", name="letter"))))
    op.create_table("h", sa.Column("m", sa.Enum("x", "y", name="letter")))


def downgrade():
    for name in "hgfedcba":
        op.drop_table(name)
    op.execute("DROP TYPE letter")
    op.execute("DROP TYPE kind")
    sa.Enum(name="state").drop(op.get_bind(), checkfirst=False)
