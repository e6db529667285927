"""Rename users.name, part two: drop name

Runs once no application reads users.name.

Revision ID: 92e4083bfa1c
Revises: 81d3f72ae90b
Create Date: 2024-03-15 09:00:00
"""
from alembic import op
import sqlalchemy as sa

revision = '92e4083bfa1c'
down_revision = '81d3f72ae90b'


def upgrade() -> None:
    op.drop_column("users", "name")


def downgrade() -> None:
    op.add_column("users", sa.Column("name", sa.String(100)))
    op.execute("UPDATE users SET name = full_name")


# limbeck: allow-file downgrade-restores: a name may have been emptied, so the column comes back nullable
