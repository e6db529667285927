"""Merge billing and stock

Revision ID: f84a6e915072
Revises: c5173b6e2d4f, e7395d804f61
Create Date: 2024-05-01 10:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = 'f84a6e915072'
down_revision: str | Sequence[str] | None = ('c5173b6e2d4f', 'e7395d804f61')
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
