"""A batch that asks for its dialect."""

import sqlalchemy as sa
from alembic import op

revision = "batch_dialect"
down_revision = None

from sqlalchemy.dialects import mysql
from sqlalchemy.dialects.postgresql import ENUM
CustomJSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
def upgrade():
    conn = op.get_bind()
    if conn.engine.name == "postgresql":
        e = ENUM("A", "B", name="ee", create_type=False)
        e.create(conn, checkfirst=False)
    else:
        e = sa.Enum("A", "B", name="ee")
    with op.batch_alter_table("roms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("x", CustomJSON, nullable=True))
        batch_op.add_column(sa.Column("e", e, nullable=True))
        batch_op.add_column(sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()") if conn.engine.name == "postgresql" else "x", nullable=False))
    if False:
        op.execute("never")
def downgrade():
    with op.batch_alter_table("roms", schema=None) as batch_op:
        batch_op.create_index("ix", ["a"], unique=False)
