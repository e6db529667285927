"""Alembic raises here: the convention for checks builds upon their names."""
import sqlalchemy as sa
from alembic import op

revision = "n5"
down_revision = "n4"


def upgrade():
    op.create_table("spare", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("bare", sa.Column("id", sa.Integer()), sa.CheckConstraint("id > 0"))


def downgrade():
    op.drop_table("bare")
