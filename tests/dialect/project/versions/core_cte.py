"""WITH, recursive and not."""

import sqlalchemy as sa
from alembic import context, op

revision = "core_cte"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("pid", sa.Integer))
def upgrade():
    c = sa.select(t.c.id, sa.func.row_number().over(partition_by=t.c.name, order_by=t.c.id).label("rn")).cte("ranked")
    op.execute(t.delete().where(t.c.id.in_(sa.select(c.c.id).where(c.c.rn > 1))))
    op.execute(sa.select(c.c.id).where(c.c.rn == 1))
    op.execute(t.update().values(name="z").where(t.c.id == c.c.id))
def downgrade():
    base = sa.select(t.c.id, t.c.pid).where(t.c.pid.is_(None)).cte("tree", recursive=True)
    tree = base.union_all(sa.select(t.c.id, t.c.pid).where(t.c.pid == base.c.id))
    op.execute(sa.select(tree.c.id))
