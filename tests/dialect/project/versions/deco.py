"""Decorators."""

import sqlalchemy as sa
from alembic import context, op

revision = "deco"
down_revision = None

import functools
def twice(f):
    @functools.wraps(f)
    def inner(*a, **k):
        f(*a, **k); return f(*a, **k)
    return inner
@twice
def add(n, *, t="t"):
    op.add_column(t, sa.Column(n, sa.Integer))
def upgrade():
    add("x", t="q")
    op.execute(add.__name__)
@functools.lru_cache(maxsize=None)
def downgrade():
    nonlocal_test()
def nonlocal_test():
    n = 0
    def inc():
        nonlocal n
        n += 1
    inc(); inc()
    op.execute(str(n))
