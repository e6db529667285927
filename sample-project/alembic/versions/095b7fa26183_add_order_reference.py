"""Orders get a reference

Revision ID: 095b7fa26183
Revises: f84a6e915072
Create Date: 2024-05-06 10:00:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '095b7fa26183'
down_revision: str | Sequence[str] | None = 'f84a6e915072'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("reference", sa.String(40), nullable=True))


def downgrade() -> None:
    op.drop_column("orders", "reference")
