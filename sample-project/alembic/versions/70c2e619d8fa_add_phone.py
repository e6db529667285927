"""Add users.phone

Nullable first, so that a large table is not rewritten.

Revision ID: 70c2e619d8fa
Revises: 6fb1d508c7e9
Create Date: 2024-02-20 10:45:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '70c2e619d8fa'
down_revision: str | Sequence[str] | None = '6fb1d508c7e9'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Step 1: nullable, fast on a table of any size.
    op.add_column("users", sa.Column("phone", sa.String(20), nullable=True))

    # Step 2: fill it, in a data migration of its own.

    # Step 3: once every row has a value:
    # op.alter_column("users", "phone", nullable=False)


def downgrade() -> None:
    op.drop_column("users", "phone")
