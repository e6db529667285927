"""Warehouses, the stock branch

Revision ID: d6284c7f3e50
Revises: a3f5194c0b2d
Create Date: 2024-04-04 15:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = 'd6284c7f3e50'
down_revision: str | Sequence[str] | None = 'a3f5194c0b2d'
branch_labels: str | Sequence[str] | None = ('stock',)
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "warehouses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_warehouses"),
    )
    op.create_table(
        "stock",
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name="fk_stock_warehouse"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_stock_product"),
        sa.PrimaryKeyConstraint("warehouse_id", "product_id"),
    )


def downgrade() -> None:
    op.drop_table("stock")
    op.drop_table("warehouses")
