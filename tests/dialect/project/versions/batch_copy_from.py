"""A batch over a table it is given."""

import sqlalchemy as sa
from alembic import context, op

revision = "batch_copy_from"
down_revision = None

md = sa.MetaData()
def upgrade():
    t = sa.Table("t", md, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(20), nullable=False), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", name="uq_a"), sa.Index("ix_b", "b"))
    with op.batch_alter_table("t", copy_from=t, recreate="always") as batch_op:
        batch_op.alter_column("a", type_=sa.Text(), nullable=True)
        batch_op.add_column(sa.Column("c", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_constraint("uq_a", type_="unique")
def downgrade():
    t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(20)), sa.Column("c", sa.Integer))
    with op.batch_alter_table("t", copy_from=t) as batch_op:
        batch_op.drop_column("c")
        batch_op.alter_column("a", new_column_name="aa", server_default="q")
        batch_op.create_foreign_key("fk_c", "o", ["id"], ["id"])
