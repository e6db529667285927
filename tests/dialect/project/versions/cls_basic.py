"""Classes, properties, super()."""

import sqlalchemy as sa
from alembic import context, op

revision = "cls_basic"
down_revision = None

class Counter:
    total = 0
    def __init__(self, start=0):
        self.n = start
    def inc(self, by=1):
        self.n += by
        return self
    @property
    def value(self):
        return self.n
    @staticmethod
    def shout(x):
        return x.upper()
    @classmethod
    def make(cls, n):
        return cls(n)
    def __repr__(self):
        return f"Counter({self.n})"
class Sub(Counter):
    def inc(self, by=1):
        super().inc(by * 2)
        return self
def upgrade():
    c = Sub.make(3).inc().inc(4)
    op.execute(f"SELECT {c.value}, {Sub.shout('x')!r}")
    op.execute("SELECT '%s'" % c)
def downgrade():
    op.execute("SELECT " + str(isinstance(Sub(), Counter)))
