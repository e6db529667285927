"""Add orders table

An order belongs to a user and moves through a few states.

Revision ID: 4d9fb3e6a5c7
Revises: 3c8ea2d5f4b6
Create Date: 2024-02-01 08:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '4d9fb3e6a5c7'
down_revision: str | Sequence[str] | None = '3c8ea2d5f4b6'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("status", sa.Enum("open", "paid", "shipped", name="order_status"), nullable=False, server_default="open"),
        sa.Column("total_cents", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("placed_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_index("ix_orders_user_id", "orders", ["user_id"])


def downgrade() -> None:
    op.drop_index("ix_orders_user_id", table_name="orders")
    op.drop_table("orders")
    sa.Enum(name="order_status").drop(op.get_bind(), checkfirst=False)
