"""Conditions."""

import sqlalchemy as sa
from alembic import op

revision = "conditions"
down_revision = None

t = sa.sql.table("t", sa.sql.column("id", sa.Integer), sa.sql.column("flag", sa.Boolean), sa.sql.column("data", sa.JSON()))
old = sa.orm.declarative_base() if hasattr(sa, "orm") else None
def upgrade():
    op.execute(t.update().where(t.c.flag == op.inline_literal(True)).values({"flag": op.inline_literal(False)}))
    op.execute(t.update().where(t.c.flag == sa.true()).values(flag=None))
    op.execute(t.update().values(flag=sa.select(sa.func.count(t.c.id) > 5).scalar_subquery()))
    op.execute(sa.text("UPDATE t SET x = :x").bindparams(x="a:b"))
    op.execute("UPDATE t SET x = 'a\\:b', y = now()::date, z = '12:30'")
    op.bulk_insert(t, [{"id": 1, "flag": True}, {"id": 2, "flag": False}])
def downgrade():
    op.execute(t.delete().where(t.c.id.in_([])))
    op.execute(t.delete().where(sa.and_(t.c.flag.is_(True), sa.or_(t.c.id > 3, t.c.id < 1))))
    op.execute(t.delete().where(t.c.flag))
    op.execute(t.delete().where(~t.c.flag))
    op.execute(t.delete().where(sa.not_(sa.and_(t.c.id == 1, t.c.flag == False))))
