"""exprs"""
from alembic import op
import sqlalchemy as sa
revision = "exprs"
down_revision = None
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("j", sa.JSON), sa.column("d", sa.DateTime))
def upgrade():
    op.execute(t.update().where(t.c.name.like("a%")).values(name=t.c.name + "x"))
    op.execute(t.update().where(sa.or_(t.c.name.ilike("a%"), t.c.name.contains("b"), t.c.name.startswith("q"), t.c.name.endswith("z"))).values(id=t.c.id + 1))
    op.execute(t.update().values(name=sa.case((t.c.id == 1, "one"), (t.c.id > 5, "many"), else_="other")))
    op.execute(t.update().values(name=sa.cast(t.c.id, sa.String), id=sa.func.coalesce(t.c.id, 0)))
    op.execute(t.update().values(name=sa.func.concat(t.c.name, "-", sa.cast(t.c.id, sa.Text()))))
    op.execute(t.update().where(sa.not_(t.c.id == 5)).values(name=sa.type_coerce(t.c.id, sa.String)))
    op.execute(t.delete().where(t.c.id.between(1, 5) & (t.c.name != None) | t.c.d.is_not(None)))
    op.execute(t.update().where(t.c.id.in_([1, 2]), t.c.name.notin_(["a"])).values(name=sa.literal_column("upper(name)")))
    op.execute(sa.select(sa.func.count()).select_from(t))
    op.execute(sa.select(sa.func.count(t.c.id.distinct()), sa.distinct(t.c.name)).where(sa.extract("year", t.c.d) == 2020).group_by(t.c.name).having(sa.func.count() > 1))
    op.execute(sa.select(t.c.id.label("x"), sa.literal(1).label("one"), sa.text("now()")).order_by(sa.desc("x"), t.c.name.asc().nullsfirst()))
    op.execute(t.update().values({t.c.name: "q", "id": 3}))
    op.execute(sa.update(t).where(t.c.id == sa.bindparam("b")).values(name="x").params(b=4)) if False else None
    op.execute(t.delete().where(sa.tuple_(t.c.id, t.c.name).in_([(1, "a"), (2, "b")])))
    op.execute(t.update().values(id=-t.c.id, name=sa.func.substr(t.c.name, 1, 3)))
    op.execute(sa.select(t.c.id % 2, t.c.id / 2, t.c.id // 2, t.c.id * 3 - 1, (t.c.id + 1) * 2))
def downgrade():
    op.execute(sa.select(t.c.j["a"], t.c.j["a"]["b"].as_string()).where(t.c.j["x"].as_integer() == 5))
    op.execute(sa.select(sa.func.json_build_object("a", t.c.id)))
    op.execute(sa.select(sa.exists().where(t.c.id == 1)))
    op.execute(t.update().where(t.c.name.regexp_match("^a")).values(name=sa.func.regexp_replace(t.c.name, "a", "b", "g")))
    op.execute(t.update().where(t.c.name.op("~")("x")).values(name=t.c.name.op("||")("y")))
    op.execute(sa.select(t.c.name.collate("C"), sa.any_(sa.column("arr")) == 5))
