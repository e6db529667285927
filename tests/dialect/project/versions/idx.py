"""Indexes."""

import sqlalchemy as sa
from alembic import context, op

revision = "idx"
down_revision = None

from sqlalchemy.dialects import postgresql
def upgrade():
    op.create_index("i1", "t", ["a", sa.text("lower(b)")], unique=True, postgresql_where=sa.text("a > 0"))
    op.create_index("i2", "t", ["a"], postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})
    op.create_index("i3", "t", ["a"], postgresql_concurrently=True, if_not_exists=True)
    op.create_index("i4", "t", [sa.text("a DESC NULLS LAST"), "b"], schema="s")
    op.create_index("i5", "t", ["a"], postgresql_include=["b", "c"], postgresql_with={"fillfactor": 50}, postgresql_tablespace="ts")
    op.create_index("i6", "t", ["a"], sqlite_where=sa.text("a > 1"), postgresql_nulls_not_distinct=True)
    op.create_index("i7", "t", [sa.func.lower(sa.column("b"))])
    op.create_index("i8", "t", [sa.column("a").desc().nullslast()])
    op.create_index(op.f("i9"), "t", ["A b"], postgresql_where=(sa.column("x") == "y"))
def downgrade():
    op.drop_index("i1", table_name="t")
    op.drop_index("i3", table_name="t", postgresql_concurrently=True, if_exists=True)
    op.drop_index(op.f("i4"), "t", schema="s")
    op.drop_index("i2", table_name="t", postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})
