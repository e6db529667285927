"""Alterations, indexes and constraints"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a3"
down_revision = "a2"


def upgrade():
    op.add_column("t", sa.Column("added", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("t", sa.Column("described", sa.String(3), comment="what's it"), schema="archive")
    op.add_column("t", sa.Column("at", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")))
    op.add_column("t", sa.Column("guarded", sa.Integer(), sa.CheckConstraint("guarded > 0")), if_not_exists=True)
    op.drop_column("t", "gone", schema="archive")
    op.rename_table("t", "Table", schema="archive")
    op.create_index("ix_plain", "t", ["a", "b"], unique=True)
    op.create_index("ix_expression", "t", [sa.text("lower(name)"), "b"], schema="archive")
    op.create_index("ix_function", "t", [sa.func.lower(sa.column("name"))], if_not_exists=True)
    op.create_index("ix_partial", "t", ["a"], postgresql_where=sa.text("a > 0"), sqlite_where=sa.text("a > 0"))
    op.create_index("ix_gin", "t", ["doc"], postgresql_using="GIN", postgresql_ops={"doc": "jsonb_path_ops"}, postgresql_with={"fillfactor": 50})
    op.create_index("ix_include", "t", ["a"], postgresql_include=["b"], postgresql_concurrently=True)
    op.drop_index("ix_plain", table_name="t", if_exists=True)
    op.drop_index("ix_expression", "t", schema="archive")
    op.alter_column("t", "a", new_column_name="Renamed")
    op.alter_column("t", "a", type_=sa.String(50), existing_type=sa.String(20), nullable=False)
    op.alter_column("t", "a", server_default="x'y")
    op.alter_column("t", "a", server_default=None, existing_nullable=True)
    op.alter_column("t", "a", server_default=sa.func.now())
    op.alter_column("t", "a", nullable=True, schema="archive")


def downgrade():
    op.execute("SELECT 1")
