"""Invoices, the billing branch

Revision ID: b4062a5d1c3e
Revises: a3f5194c0b2d
Create Date: 2024-04-02 12:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = 'b4062a5d1c3e'
down_revision: str | Sequence[str] | None = 'a3f5194c0b2d'
branch_labels: str | Sequence[str] | None = ('billing',)
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "invoices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("order_id", sa.Integer(), sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.UniqueConstraint("number", name="uq_invoices_number"),
    )


def downgrade() -> None:
    op.drop_table("invoices")
