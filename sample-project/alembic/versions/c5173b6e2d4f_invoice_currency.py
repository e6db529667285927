"""Invoices get a currency

Revision ID: c5173b6e2d4f
Revises: b4062a5d1c3e
Create Date: 2024-04-09 12:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = 'c5173b6e2d4f'
down_revision: str | Sequence[str] | None = 'b4062a5d1c3e'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("invoices", sa.Column("currency", sa.String(3), server_default="EUR", nullable=False))
    op.create_index("ix_invoices_currency", "invoices", ["currency"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_invoices_currency", table_name="invoices")
    op.drop_column("invoices", "currency")
