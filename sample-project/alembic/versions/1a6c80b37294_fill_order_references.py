"""Fill orders.reference, row by row

Reads in partitions of a thousand; on a large table this is worth watching.

Revision ID: 1a6c80b37294
Revises: 095b7fa26183
Create Date: 2024-05-06 11:00:00
"""
from alembic import op
import sqlalchemy as sa

revision = '1a6c80b37294'
down_revision = '095b7fa26183'


def upgrade() -> None:
    connection = op.get_bind()
    results = connection.execute(sa.text("SELECT id, user_id, total_cents FROM orders ORDER BY id"))
    for batch in results.partitions(1000):
        for row in batch:
            reference = f"o-{row.id:06d}-{row.user_id % 97:02d}".upper()
            connection.execute(
                sa.text("UPDATE orders SET reference = :reference WHERE id = :id"),
                {"reference": reference, "id": row.id},
            )


def downgrade() -> None:
    op.execute("UPDATE orders SET reference = NULL")
