"""Context managers of the script."""

import sqlalchemy as sa
from alembic import context, op

revision = "ctxmgr"
down_revision = None

from contextlib import contextmanager, suppress
@contextmanager
def quiet(name):
    op.execute(f"-- begin {name}")
    try:
        yield name.upper()
    finally:
        op.execute(f"-- end {name}")
class M:
    def __enter__(self): op.execute("enter"); return self
    def __exit__(self, *a): op.execute("exit"); return True
def upgrade():
    with quiet("x") as n:
        op.execute(n)
    with M() as m, suppress(KeyError):
        raise KeyError("z")
    op.execute("after")
def downgrade():
    pass
