"""A batch that needs no rebuild."""

import sqlalchemy as sa
from alembic import context, op

revision = "batch_add"
down_revision = None

def upgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("b", sa.String(length=100), nullable=False, server_default="x"))
        batch_op.create_index(batch_op.f("ix_t_a"), ["a"], unique=False)
        batch_op.create_index("ix_t_ab", ["a", "b"], unique=True)
def downgrade():
    with op.batch_alter_table("t", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_t_a"))
        batch_op.drop_index("ix_t_ab")
