"""Rename users.name, part one: add full_name

Revision ID: 81d3f72ae90b
Revises: 70c2e619d8fa
Create Date: 2024-03-01 09:00:00
"""
from alembic import op
import sqlalchemy as sa

revision = '81d3f72ae90b'
down_revision = '70c2e619d8fa'


def upgrade() -> None:
    op.add_column("users", sa.Column("full_name", sa.String(200)))
    op.execute("UPDATE users SET full_name = name")


def downgrade() -> None:
    op.drop_column("users", "full_name")
