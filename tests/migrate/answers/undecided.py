"""Values in places of PostgreSQL that say nothing of their type, in loops and in expressions; beside it what Alembic prints"""
import sqlalchemy as sa
from alembic import op
revision = "undecided"
down_revision = None
def upgrade():
    c = op.get_bind()
    op.execute("CREATE TABLE w (id int primary key, t text, j jsonb)")
    for i in range(40):
        c.execute(sa.text("INSERT INTO w (id, t) VALUES (:i, :t)"), {"i": i, "t": "r%d" % i})
    print(c.execute(sa.select(sa.func.jsonb_build_object("k", "v"))).scalar())
    print(c.execute(sa.select(sa.func.concat("k", sa.literal(5), "v"))).scalar())
    print(c.execute(sa.select(sa.literal("x").is_(None))).scalar())
    for row in c.execute(sa.text("SELECT id, t AS tx FROM w ORDER BY id")).fetchall():
        c.execute(sa.text("UPDATE w SET j = jsonb_build_object('was', :t, 'n', :n) WHERE id = :id"), {"id": row.id, "t": row.tx if row.id % 3 else None, "n": row.id})
    print(c.execute(sa.text("SELECT string_agg(j\\:\\:text, ';' ORDER BY id) FROM w")).scalar())
    w = sa.table("w", sa.column("id", sa.Integer), sa.column("t", sa.String), sa.column("j"))
    for i in range(5):
        c.execute(w.update().where(w.c.id == i).values(j=sa.func.jsonb_build_object("k", "n%d" % i)))
    print(c.execute(sa.text("SELECT string_agg(j\\:\\:text, ';' ORDER BY id) FROM w WHERE id < 6")).scalar())
    c.execute(sa.text("UPDATE w SET j = jsonb_build_object('many', :t) WHERE id = :id"), [{"id": i, "t": "m%d" % i} for i in range(6)])
    print(c.execute(sa.text("SELECT string_agg(j\\:\\:text, ';' ORDER BY id) FROM w WHERE id < 6")).scalar())
def downgrade():
    pass
