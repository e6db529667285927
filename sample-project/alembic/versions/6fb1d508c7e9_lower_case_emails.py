"""Lower-case the emails

A data migration without a way back.

Revision ID: 6fb1d508c7e9
Revises: 5ea0c4f7b6d8
Create Date: 2024-02-10 11:11:00
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.sql import column, table

revision = '6fb1d508c7e9'
down_revision = '5ea0c4f7b6d8'


def upgrade() -> None:
    users = table(
        "users",
        column("id", sa.Integer),
        column("email", sa.String),
    )
    op.execute(users.update().values(email=sa.func.lower(users.c.email)))


def downgrade() -> None:
    # What was upper case is not known any more.
    pass
