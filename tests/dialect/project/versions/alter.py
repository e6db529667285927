"""alter"""
from alembic import op
import sqlalchemy as sa
revision = "alter"
down_revision = None
def upgrade():
    op.alter_column("t", "a", nullable=False)
    op.alter_column("t", "a", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)
    op.alter_column("t", "a", new_column_name="b")
    op.alter_column("t", "a", server_default=None)
    op.alter_column("t", "a", server_default=sa.text("now()"))
    op.alter_column("t", "a", server_default="x", nullable=True, type_=sa.String(5), comment="c'c", existing_comment=None, new_column_name="z", schema="s")
    op.alter_column("t", "a", type_=sa.Integer(), postgresql_using="a::integer")
    op.alter_column("t", "a", comment=None, existing_comment="q")
    op.alter_column("t", "a", server_default=sa.Identity(always=True, start=5))
    op.alter_column("t", "a", server_default=sa.Identity(), existing_server_default=sa.Identity(always=True))
    op.alter_column("t", "a", server_default=None, existing_server_default=sa.Identity())
    op.alter_column("t", "a", autoincrement=True, existing_type=sa.Integer())
def downgrade():
    pass
