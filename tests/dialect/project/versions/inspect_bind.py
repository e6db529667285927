"""Asking for the dialect."""

import sqlalchemy as sa
from alembic import context, op

revision = "inspect_bind"
down_revision = None

def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    else:
        op.execute("SELECT 1")
    ctx = op.get_context()
    if ctx.dialect.name == "sqlite":
        return
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY a ON b (c)")
    if context.is_offline_mode():
        op.execute("SELECT 'offline'")
def downgrade():
    if op.get_bind().engine.name == "sqlite": pass
    op.execute(f"SELECT '{op.get_context().dialect.name}'")
