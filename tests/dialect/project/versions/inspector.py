"""inspect() has no answer offline."""

import sqlalchemy as sa
from alembic import context, op

revision = "inspector"
down_revision = None

def upgrade():
    conn = op.get_bind()
    try:
        insp = sa.inspect(conn)
        cols = [c["name"] for c in insp.get_columns("t")]
    except Exception:
        cols = []
    if "a" not in cols:
        op.add_column("t", sa.Column("a", sa.Integer))
def downgrade():
    pass
