"""The first two warehouses

Needs the currency of invoices, though it sits on another branch.

Revision ID: e7395d804f61
Revises: d6284c7f3e50
Create Date: 2024-04-11 15:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = 'e7395d804f61'
down_revision: str | Sequence[str] | None = 'd6284c7f3e50'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = ('c5173b6e2d4f',)


def upgrade() -> None:
    warehouses = sa.table("warehouses", sa.column("id", sa.Integer), sa.column("code", sa.String))
    op.bulk_insert(
        warehouses,
        [
            {"id": 1, "code": "BER"},
            {"id": 2, "code": "O'HARE"},
        ],
    )


def downgrade() -> None:
    op.execute("DELETE FROM warehouses WHERE code IN ('BER', 'O''HARE')")
