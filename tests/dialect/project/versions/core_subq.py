"""Subqueries, EXISTS, IN."""

import sqlalchemy as sa
from alembic import context, op

revision = "core_subq"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("pid", sa.Integer))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("v", sa.String))
def upgrade():
    sub = sa.select(u.c.t_id, sa.func.max(u.c.id).label("m")).group_by(u.c.t_id).subquery()
    op.execute(t.update().values(name="x").where(t.c.id.in_(sa.select(sub.c.t_id))))
    op.execute(t.delete().where(sa.exists().where(u.c.t_id == t.c.id)))
    op.execute(t.update().values(name=sa.select(u.c.v).where(u.c.t_id == t.c.id).scalar_subquery()))
    op.execute(u.insert().from_select(["t_id", "v"], sa.select(t.c.id, t.c.name)))
    op.execute(t.delete().where(~sa.exists(sa.select(u.c.id).where(u.c.t_id == t.c.id))))
    op.execute(t.delete().where(t.c.id.not_in(sa.select(u.c.t_id))))
def downgrade():
    a = u.alias("a")
    op.execute(sa.select(t.c.id, a.c.v).select_from(t.join(a, t.c.id == a.c.t_id)))
    op.execute(sa.select(t.c.id).select_from(t.outerjoin(u, sa.and_(t.c.id == u.c.t_id, u.c.v != "z"))).where(u.c.id == None).order_by(t.c.id.desc()).limit(5).offset(2))
