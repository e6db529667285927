"""Statements built with SQLAlchemy Core"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.sql import column, table

revision = "a2"
down_revision = "a1"

t = table("t", column("id", sa.Integer), column("name", sa.String), column("flag", sa.Boolean), column("amount", sa.Numeric))
other = sa.Table("other", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("t_id", sa.Integer))


def upgrade():
    op.execute(t.update().values(name=t.c.name + "-x"))
    op.execute(t.update().values(amount=t.c.amount * 2 + 1).where(t.c.id == 5))
    op.execute(t.update().where(t.c.name.is_(None)).values({"name": sa.null(), "flag": True}))
    op.execute(t.update().where(sa.and_(t.c.id > 1, sa.or_(t.c.name == "a", t.c.name == "b's"), t.c.amount != 3.5)).values(flag=False))
    op.execute(t.update().where((t.c.id >= 1) & (t.c.id <= 9) | (t.c.name != None)).values(name=sa.func.upper(t.c.name)))  # noqa: E711
    op.execute(t.update().where(sa.not_(t.c.name == "z")).values(name=sa.func.coalesce(t.c.name, "none")))
    op.execute(t.update().where(t.c.id.in_([1, 2, 3])).values(name="in"))
    op.execute(t.update().where(t.c.id.notin_([1, 2])).values(name="not in"))
    op.execute(t.update().where(t.c.name.like("a%")).values(name="like"))
    op.execute(t.update().where(t.c.name.ilike("b%")).values(name="ilike"))
    op.execute(t.update().where(t.c.id.between(1, 5)).values(name="between"))
    op.execute(t.update().values(name=sa.case((t.c.id == 1, "one"), (t.c.id == 2, "two"), else_="many")))
    op.execute(t.update().values(name=sa.cast(t.c.id, sa.String(10))))
    op.execute(t.update().values(name=sa.text("now() || :suffix").bindparams(suffix="!")))
    op.execute(t.insert().values(id=1, name="x", flag=True, amount=2))
    op.execute(sa.insert(t).values([{"id": 2, "name": "y"}, {"id": 3, "name": "z"}]))
    op.execute(t.delete().where(t.c.id == 7))
    op.execute(sa.delete(t))
    op.execute(sa.update(other).values(t_id=sa.func.lower(other.c.t_id)))
    op.execute(sa.select(t.c.id, t.c.name.label("n")).where(t.c.id > 3).order_by(t.c.id.desc()).limit(5))
    op.execute(sa.select(t.c.id, sa.func.count()).group_by(t.c.id).having(sa.func.count() > 1).distinct())
    op.execute("SELECT 'a%b', x::text, '\\:escaped', \"q\" FROM y WHERE z = '12:30'")
    op.execute(sa.text("UPDATE t SET name = :name WHERE id = :id").bindparams(name="O'Brien", id=4))
    op.execute(sa.text("SELECT 1"))
    op.bulk_insert(t, [{"id": 1, "name": "a'b", "flag": True}, {"id": 2, "name": None, "flag": False}])
    op.bulk_insert(t, [])


def downgrade():
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM t"))
    if connection.dialect.name == "postgresql":
        op.execute("TRUNCATE t")
    elif op.get_context().dialect.name == "sqlite":
        op.execute("VACUUM")
    assert op.get_context().as_sql
