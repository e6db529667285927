"""Seed orders

Revision ID: 5ea0c4f7b6d8
Revises: 4d9fb3e6a5c7
Create Date: 2024-02-03 16:20:00
"""
from alembic import op
import sqlalchemy as sa

revision = '5ea0c4f7b6d8'
down_revision = '4d9fb3e6a5c7'


def upgrade() -> None:
    op.execute("INSERT INTO orders (id, user_id, total_cents) SELECT id, id, 100 + (id * 37) % 9900 FROM users")


def downgrade() -> None:
    op.execute("DELETE FROM orders")
