"""Tables as objects."""

import sqlalchemy as sa
from alembic import context, op

revision = "tbl_objs"
down_revision = None

from sqlalchemy import Table, MetaData, Column, Integer, String, ForeignKey
def upgrade():
    m = MetaData()
    a = Table("a", m, Column("id", Integer, primary_key=True), Column("n", String(5)))
    b = Table("b", m, Column("id", Integer, primary_key=True), Column("a_id", Integer, ForeignKey("a.id")), schema="s")
    a.create(op.get_bind(), checkfirst=False)
    b.create(bind=op.get_bind(), checkfirst=False)
    op.execute(sa.select(a, b.c.a_id).join_from(a, b))
    op.execute(sa.select(a.c.id).join(b).where(b.c.id > 3))
    op.execute(sa.select(a).join(b, a.c.id == b.c.a_id, isouter=True))
def downgrade():
    m = MetaData(schema="q")
    t = Table("t", m, Column("id", Integer))
    op.execute(t.delete())
    t.drop(op.get_bind(), checkfirst=False)
    [op.drop_table(x) for x in ("p", "q")]
