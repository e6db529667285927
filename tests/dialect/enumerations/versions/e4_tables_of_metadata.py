"""Table.create(), drop() and MetaData.create_all() have a memory of their own, for a call."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "e4"
down_revision = "e3"

metadata = sa.MetaData()
one = sa.Table("one", metadata, sa.Column("a", sa.Enum("x", name="first")), sa.Column("b", sa.Enum("x", name="first")))
two = sa.Table("two", metadata, sa.Column("a", sa.Enum("x", name="second")), sa.Column("b", sa.Enum("x", name="first")))
alone = sa.MetaData()
three = sa.Table("three", alone, sa.Column("a", sa.Enum("x", name="third")), sa.Column("b", sa.ARRAY(sa.Enum("x", name="third"))))


def upgrade():
    metadata.create_all(op.get_bind())
    three.create(op.get_bind())


def downgrade():
    three.drop(op.get_bind())
    op.drop_table("two")
    op.drop_table("one")
    for name in ("first", "second"):
        op.execute(f"DROP TYPE {name}")
