"""Queries over tables with keys."""

import sqlalchemy as sa
from alembic import op

revision = "queries"
down_revision = None

meta = sa.MetaData()
users = sa.Table("users", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False), sa.Column("org_id", sa.Integer, sa.ForeignKey("orgs.id")), sa.Column("active", sa.Boolean, default=True), sa.Column("created", sa.DateTime, default=sa.func.now(), onupdate=sa.func.now()))
orgs = sa.Table("orgs", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
def upgrade():
    op.execute(sa.select(users.c.name, orgs.c.name).select_from(users.join(orgs)).where(users.c.active))
    op.execute(sa.select(users.c.name.label("u"), orgs.c.name.label("o")).join_from(users, orgs, users.c.org_id == orgs.c.id, isouter=True).order_by(users.c.name).limit(10))
    op.execute(users.insert().values(name="x"))
    op.execute(users.insert().values(id=3, name="x", active=False))
    op.execute(users.update().values(name="y").where(users.c.id.in_(sa.select(orgs.c.id))))
    op.execute(users.insert().from_select(["id", "name", "org_id", "active", "created"], sa.select(orgs.c.id, orgs.c.name, orgs.c.id, sa.true(), sa.func.now())))
    op.execute(sa.select(sa.func.count("*")).select_from(users))
    op.execute(sa.select(sa.func.max(users.c.id), sa.func.min(users.c.created)).group_by(users.c.org_id))
    op.execute(sa.select(users).where(users.c.id == sa.select(sa.func.max(users.c.id)).scalar_subquery()))
    ua, ub = users.alias("ua"), users.alias()
    op.execute(sa.select(ua.c.id, ub.c.id).where(ua.c.org_id == ub.c.org_id))
    op.execute(sa.select(sa.literal_column("1").label("one"), sa.null().label("nn"), sa.cast(None, sa.String).label("c")))
def downgrade():
    op.execute(sa.delete(users).where(sa.exists(sa.select(orgs.c.id).where(orgs.c.id == users.c.org_id))))
    op.execute(users.delete().where(users.c.org_id.in_(sa.select(orgs.c.id).where(orgs.c.name == users.c.name))))
    op.execute(sa.select(users.c.id).where(sa.exists().where(orgs.c.id == users.c.org_id)))
    op.execute(sa.select(users.c.id).where(users.c.name.between("a", "b"), ~users.c.name.between("c", "d")))
    op.execute(sa.select(users.c.id, sa.case({"a": 1, "b": 2}, value=users.c.name, else_=0).label("k")))
    op.execute(sa.select(sa.func.coalesce(users.c.name, "x").label("z"), sa.func.lower(users.c.name)).distinct())
    op.execute(sa.select((users.c.id + 1).label("a"), (users.c.name + "x" + "y").label("b"), -users.c.id))
    op.execute(sa.select(sa.func.sum(sa.case((users.c.active, 1), else_=0))))
