"""Audit log

Revision ID: 3e7f90d15b28
Revises: 1a6c80b37294
Create Date: 2024-06-01 08:30:00
"""
from typing import Sequence

from alembic import op
import sqlalchemy as sa

revision: str = '3e7f90d15b28'
down_revision: str | Sequence[str] | None = '1a6c80b37294'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("happened_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_audit_log_actor_time", "audit_log", ["actor", "happened_at"])


def downgrade() -> None:
    op.drop_index("ix_audit_log_actor_time", table_name="audit_log")
    op.drop_table("audit_log")
