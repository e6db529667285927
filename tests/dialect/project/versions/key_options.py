"""Options of one dialect that a column's ForeignKey hands to its constraint."""
from alembic import op
import sqlalchemy as sa

revision = "key_options"
down_revision = None


def upgrade():
    key = sa.ForeignKey("o.id", postgresql_not_valid=True, name="later", sqlite_on_conflict="FAIL")
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("c", sa.Integer, key))
    if op.get_context().dialect.name == "postgresql":
        op.add_column("t", sa.Column("d", sa.Integer, sa.ForeignKey("o.id", postgresql_not_valid=True)))


def downgrade():
    pass
