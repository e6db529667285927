revision = "jsonb_items"
down_revision = None
from alembic import op
import sqlalchemy as sa


def upgrade():
    from sqlalchemy.dialects.postgresql import JSONB
    t = sa.table("t", sa.column("j", JSONB), sa.column("k", sa.JSON))
    op.execute(sa.select(t.c.j["a"], t.c.j["a"].astext, t.c.k["a"], t.c.j[1]["b"], t.c.j["a"]["b"].astext, t.c.j[("a","b")], sa.func.f(t.c.j, type_=JSONB)["x"], sa.cast(t.c.k, JSONB)["x"], t.c.j["a"].as_string(), t.c.j["a"].as_integer(), t.c.j["a"] == "x", t.c.j["a"]+"b"))
    op.execute(sa.select(t.c.j["a"]["b"]["c"], sa.cast(t.c.j["a"], sa.Text), t.c.j["a"].label("q"), t.c.j["a"].has_key("x")))
    op.execute(t.update().values(j=t.c.j["a"]).where(t.c.j["a"]["b"] != sa.text("'x'")))
    op.create_index("i", "t", [t.c.j["a"]])
    op.create_index("i", "t", [t.c.j["a"].astext])


def downgrade():
    pass
