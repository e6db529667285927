import decimal

import sqlalchemy as sa
from sqlalchemy import column, func, select, table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import quoted_name

t = table("t", column("id", sa.Integer), column("name", sa.String), column("n", sa.Integer), column("f", sa.Float),
          column("b", sa.Boolean), column("d", sa.Date), column("x"))
u = table("u", column("id", sa.Integer), column("t_id", sa.Integer), column("name", sa.String))
m = sa.MetaData()
keyed = sa.Table("keyed", m, sa.Column("a", sa.Integer, key="ca"), sa.Column("Q", sa.Integer, quote=True))
own = sa.Table("own", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("k", sa.Integer, default=5),
               sa.Column("s", sa.String, default=lambda: "x"))
child = sa.Table("child", m, sa.Column("id", sa.Integer), sa.Column("own_id", sa.Integer, sa.ForeignKey("own.id")))
p = sa.Table("p", m, sa.Column("j", postgresql.JSONB), sa.Column("a", postgresql.ARRAY(sa.Integer)),
             sa.Column("r", postgresql.INT4RANGE), sa.Column("h", postgresql.HSTORE),
             sa.Column("c0", postgresql.ARRAY(sa.Integer, zero_indexes=True)))
a, b, c = column("a"), column("b"), column("c")
i, f, s, y = column("i", sa.Integer), column("f", sa.Float), column("s", sa.String), column("y", sa.Boolean)
cte = select(t.c.id.label("v")).cte("cte")
sub = select(t.c.id, u.c.id, t.c.id).subquery()
labelled = (i + 1).label("l")


class Means:
    def __init__(self, element):
        self.element = element

    def __clause_element__(self):
        return self.element

    def __iter__(self):
        return iter(["not", "columns"])


class registered_base(sa.sql.functions.GenericFunction):
    inherit_cache = True


class registered_sub(registered_base):
    inherit_cache = True
    type = sa.Integer()


ix = sa.Index("foo", "x", "y")
uq = sa.UniqueConstraint("y", name="uq")
parts = sa.Table("parts", m, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, index=True), ix,
                 uq, sa.Column("own_id", sa.ForeignKey("own.id", ondelete="CASCADE")), sa.CheckConstraint("x > 1"))
keyless = sa.Table("keyless", sa.MetaData(naming_convention={"uq": "uq_%(table_name)s", "pk": "pk_%(table_name)s"}),
                   sa.Column("a", sa.Integer, unique=True))


def shown(value):
    return text(repr(value).replace(":", ""))


single = sa.Table("single", m, sa.Column("x", sa.Integer, primary_key=True),
                  sa.Column("y", sa.String(5), unique=True, index=True), sa.CheckConstraint("x > 1", name="ck"),
                  sa.Column("e", sa.Boolean(create_constraint=True)), schema="s")
