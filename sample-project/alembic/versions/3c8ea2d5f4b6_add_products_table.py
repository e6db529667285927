"""Add products table

Revision ID: 3c8ea2d5f4b6
Revises: 2b7d91c4e3a5
Create Date: 2024-01-22 14:05:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '3c8ea2d5f4b6'
down_revision: str | Sequence[str] | None = '2b7d91c4e3a5'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sku", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("price", sa.Numeric(10, 2), nullable=False, server_default="0"),
        sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.UniqueConstraint("sku", name="uq_products_sku"),
        sa.CheckConstraint("price >= 0", name="ck_products_price"),
    )


def downgrade() -> None:
    op.drop_table("products")
