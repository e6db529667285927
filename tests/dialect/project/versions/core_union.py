"""UNION and its like."""

import sqlalchemy as sa
from alembic import context, op

revision = "core_union"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
def upgrade():
    a = sa.select(t.c.id).where(t.c.name == "a")
    b = sa.select(t.c.id).where(t.c.name == "b")
    op.execute(sa.union(a, b))
    op.execute(a.union_all(b).order_by("id"))
    op.execute(sa.intersect(a, b))
    op.execute(t.delete().where(t.c.id.in_(a.union(b))))
def downgrade():
    pass
