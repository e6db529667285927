"""UPDATE and DELETE over several tables."""

import sqlalchemy as sa
from alembic import context, op

revision = "upd_from"
down_revision = None

t = sa.table("t", sa.column("id"), sa.column("name"))
u = sa.table("u", sa.column("id"), sa.column("v"))
def upgrade():
    op.execute(t.update().values(name=u.c.v).where(t.c.id == u.c.id))
    op.execute(sa.delete(t).where(t.c.id == u.c.id))
def downgrade():
    op.execute(t.update().values(name="x").returning(t.c.id))
