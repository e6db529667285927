"""A batch of alterations."""

import sqlalchemy as sa
from alembic import context, op

revision = "batch_alter"
down_revision = None

def upgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.alter_column("a", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("b", new_column_name="c", existing_type=sa.String(5), type_=sa.Text())
        batch_op.drop_column("d")
        batch_op.create_foreign_key("fk_x", "u", ["uid"], ["id"], ondelete="CASCADE")
        batch_op.drop_constraint("uq_old", type_="unique")
        batch_op.create_unique_constraint("uq_new", ["a", "c"])
        batch_op.create_check_constraint("ck", "a > 0")
def downgrade():
    with op.batch_alter_table("t") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_x"), type_="foreignkey")
        batch_op.rename_table if False else None
