"""A name in several schemas: three types; inherit_schema, also in an ARRAY."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "e2"
down_revision = "e1"


def upgrade():
    op.execute("CREATE SCHEMA app")
    op.execute("CREATE SCHEMA two")
    op.create_table("i", sa.Column("s", sa.Enum("x", name="st")), sa.Column("t", sa.Enum("x", name="st", schema="app")))
    op.create_table("j", sa.Column("s", sa.Enum("x", name="st", schema="app")))
    op.create_table("k", sa.Column("s", sa.Enum("x", name="st", inherit_schema=True)), schema="app")
    op.create_table("l", sa.Column("s", sa.ARRAY(sa.Enum("x", name="st", inherit_schema=True))), schema="two")
    op.create_table("m", sa.Column("s", sa.Enum("x", name="st", inherit_schema=True)), schema="two")
    op.create_table("n", sa.Column("s", sa.Enum("x", name="st", inherit_schema=True)))


def downgrade():
    op.execute("DROP SCHEMA app CASCADE")
    op.execute("DROP SCHEMA two CASCADE")
    op.drop_table("n")
    op.drop_table("j")
    op.drop_table("i")
    op.execute("DROP TYPE st")
