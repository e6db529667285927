"""Enumerations created, used, altered."""

import sqlalchemy as sa
from alembic import context, op

revision = "pg_enum_ops"
down_revision = None

from sqlalchemy.dialects import postgresql
status = postgresql.ENUM("a", "b", name="status", create_type=False)
st2 = sa.Enum("x", "y", name="st2", schema="app")
def upgrade():
    status.create(op.get_bind(), checkfirst=False)
    op.add_column("t", sa.Column("s", status, nullable=False, server_default="a"))
    op.create_table("q", sa.Column("s", st2), schema="app")
    op.execute("ALTER TYPE status ADD VALUE 'c'")
    op.alter_column("t", "s", type_=sa.Enum("a", "b", "c", name="status2"), existing_type=status, postgresql_using="s::text::status2")
    op.create_table("n", sa.Column("s", sa.Enum("p", "q", name="nn", native_enum=False)), sa.Column("r", sa.Enum("p", "q", name="rr", create_constraint=True)), sa.Column("z", sa.Enum("p", "qlong", name="zz", native_enum=False, create_constraint=True, length=20)), sa.Column("bb", sa.Boolean(create_constraint=True, name="ckbb")))
def downgrade():
    op.drop_column("t", "s")
    status.drop(op.get_bind())
    st2.drop(op.get_bind(), checkfirst=False)
