"""PostgreSQL's functions."""

import sqlalchemy as sa
from alembic import context, op

revision = "pg_funcs"
down_revision = None

from sqlalchemy.dialects.postgresql import array, ARRAY, JSONB, aggregate_order_by, UUID
t = sa.table("t", sa.column("id", sa.Integer), sa.column("tags", ARRAY(sa.String)), sa.column("j", JSONB), sa.column("u", UUID(as_uuid=True)))
import uuid
def upgrade():
    op.execute(t.update().values(tags=array(["a", "b"])))
    op.execute(t.update().where(t.c.tags.contains(["x"])).values(tags=sa.func.array_append(t.c.tags, "z")))
    op.execute(t.update().where(t.c.j["a"].astext == "b").values(j=sa.cast({"a": 1}, JSONB)))
    op.execute(t.update().values(j=t.c.j.op("-")("k")))
    op.execute(t.update().where(t.c.j.has_key("z")).values(u=sa.func.gen_random_uuid()))
    op.execute(t.update().values(u=uuid.UUID("12345678123456781234567812345678")))
    op.execute(sa.select(sa.func.array_agg(aggregate_order_by(t.c.id, t.c.id.desc()))))
    op.execute(t.update().where(t.c.id == sa.any_(array([1, 2]))).values(tags=sa.text("'{}'")))
def downgrade():
    op.execute(t.update().values(j={"a": [1, "x"]}))
    op.execute(t.update().values(tags=["a", "b'c"]))
    op.execute(sa.select(sa.func.jsonb_set(t.c.j, "{a}", sa.text("'1'"))))
    op.execute(sa.select(sa.func.unnest(t.c.tags).label("tag")).distinct())
