"""Columns added."""

import sqlalchemy as sa
from alembic import context, op

revision = "addcol"
down_revision = None

def upgrade():
    op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", name="fk_a"), nullable=True))
    op.add_column("t", sa.Column("b", sa.Integer(), index=True, unique=True))
    op.add_column("t", sa.Column("c", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False), schema="s")
    op.add_column("t", sa.Column("d", sa.Boolean(), server_default=sa.sql.expression.true(), comment="dd"))
    op.add_column("t", sa.Column("e", sa.String(), server_default=sa.text("'x'::text")), if_not_exists=True)
    op.add_column("t", sa.Column("f", sa.Integer(), sa.Identity(start=3, increment=2, cycle=True)))
    op.add_column("t", sa.Column("g", sa.Integer(), sa.Computed("a * 2")))
    op.add_column("t", sa.Column("h", sa.Integer(), server_default="5"))
def downgrade():
    op.drop_column("t", "a", schema="s", if_exists=True)
    op.drop_column("t", "b")
