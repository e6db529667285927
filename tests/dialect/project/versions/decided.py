"""Conditions that say nothing, or all: what and_() and or_() leave of true and false"""
from alembic import op
import sqlalchemy as sa

revision = "decided"
down_revision = None


def upgrade():
    t = sa.table("t", sa.column("x", sa.Integer), sa.column("b", sa.Boolean))
    x, b = t.c.x, t.c.b
    for conditions in (
        [True], [False], [sa.true()], [x == 1, True], [False, x == 1], [b, True], [True, True],
        [sa.and_(True, x == 1)], [sa.or_(False, x == 1)], [sa.or_(sa.true(), x == 1)], [sa.and_(x == 1, False)],
        [sa.and_(True)], [sa.or_(False, False)], [(x == 1) & True], [(x == 1) | False], [b & True],
        [sa.and_(sa.or_(x == 1, b), True)], [sa.and_(sa.or_(x == 1, x == 2), x == 3, True)],
        [sa.or_(sa.and_(x == 1, x == 2), False)], [sa.not_(sa.and_(x == 1, True))], [~sa.and_(x == 1, x == 2, True)],
        [sa.case((x == 1, True), else_=False)], [sa.case((x == 1, 5), else_=6)], [sa.cast(x, sa.Boolean)],
        [sa.case((b, True), else_=False), x == 1], [sa.func.coalesce(b, True)], [sa.func.lower(x)],
        [(x is not None) | (b is not None)],
    ):
        op.execute(t.update().values(x=5).where(*conditions))
    op.execute(t.delete().where(True).where(x == 1))
    op.execute(sa.select(x).where(sa.true()).having(False))
    try:
        op.execute(t.delete().where(1))
    except sa.exc.ArgumentError as error:
        op.execute("SELECT '%s'" % str(error)[:48])


def downgrade():
    op.execute("SELECT 1")
