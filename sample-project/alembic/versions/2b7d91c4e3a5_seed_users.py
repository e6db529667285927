"""Seed fifty thousand users

Revision ID: 2b7d91c4e3a5
Revises: 1a5c0e7d2b10
Create Date: 2024-01-18 09:30:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '2b7d91c4e3a5'
down_revision: str | Sequence[str] | None = '1a5c0e7d2b10'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    digits = op.create_table("digits", sa.Column("d", sa.Integer(), nullable=False))
    op.bulk_insert(digits, [{"d": n} for n in range(10)])
    # One statement for both databases: six digits from a cross join.
    op.execute(
        """
        INSERT INTO users (id, email, name)
        SELECT n, 'USER' || n || '@Example.org', 'Given' || n || ' FAMILY' || n
          FROM (SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n
                  FROM digits a, digits b, digits c, digits e, digits f) numbers
         WHERE n <= 52000
        """
    )
    op.drop_table("digits")


def downgrade() -> None:
    op.execute("DELETE FROM users WHERE id <= 52000")
