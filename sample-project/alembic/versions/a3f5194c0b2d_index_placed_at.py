"""Index orders.placed_at without blocking writers

Revision ID: a3f5194c0b2d
Revises: 92e4083bfa1c
Create Date: 2024-03-20 22:00:00
"""
from typing import Sequence

from alembic import context, op

# A line often seen in the wild; Alembic has no such switch, and it does nothing.
context.execute_ddl_statements = True

revision: str = 'a3f5194c0b2d'
down_revision: str | Sequence[str] | None = '92e4083bfa1c'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        # CONCURRENTLY cannot run inside a transaction.
        with op.get_context().autocommit_block():
            op.execute(
                """
                CREATE INDEX CONCURRENTLY IF NOT EXISTS
                ix_orders_placed_at ON orders (placed_at)
                """
            )
    else:
        op.create_index("ix_orders_placed_at", "orders", ["placed_at"])


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        with op.get_context().autocommit_block():
            op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_orders_placed_at")
    else:
        op.drop_index("ix_orders_placed_at")
