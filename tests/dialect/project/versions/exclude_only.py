"""An EXCLUDE of expressions alone"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "exclude_only"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.String),
                    postgresql.ExcludeConstraint((sa.func.lower(sa.column("a")), "="), (sa.literal_column("b"), "&&"),
                                                 ops={"lower": "p", "b": "q"}, name="e"))


def downgrade():
    pass
