"""Generators drive operations."""

import sqlalchemy as sa
from alembic import context, op

revision = "gen_yield"
down_revision = None

def names():
    yield "a"
    for n in ("b", "c"):
        yield n
def upgrade():
    for n in names():
        op.add_column("t", sa.Column(n, sa.Integer()))
    op.execute(", ".join(x for x in names()))
def downgrade():
    g = names()
    op.execute(next(g)); op.execute(next(g))
    def outer():
        yield from names()
        return 5
    op.execute("|".join(outer()))
