"""Enumerations grow."""

import sqlalchemy as sa
from alembic import op

revision = "enums_grow"
down_revision = None

import enum
from sqlalchemy.dialects.postgresql import ENUM
class Kind(str, enum.Enum):
    A = "a-a"
    B = "b-b"
def upgrade():
    enum_t = sa.Enum("x", "y", name="kinds")
    enum_t.create(op.get_bind(), checkfirst=False)
    op.add_column("t", sa.Column("kind", sa.Enum(Kind, values_callable=lambda x: [e.value for e in x], name="kk"), nullable=True))
    op.add_column("t", sa.Column("k2", ENUM("x", "y", name="kinds", create_type=False), nullable=True, server_default="x"))
    conn = op.get_bind()
    conn.execute(sa.text("UPDATE t SET kind = 'a-a'"))
    op.alter_column("t", "kind", nullable=False)
    op.execute("COMMIT")
    op.execute("ALTER TYPE kinds ADD VALUE IF NOT EXISTS 'z'")
    for v in ("p", "q"):
        op.execute(f"ALTER TYPE kinds ADD VALUE IF NOT EXISTS '{v}'")
def downgrade():
    op.drop_column("t", "kind")
    op.execute("DROP TYPE kinds")
    sa.Enum(name="kk").drop(op.get_bind())
    ENUM(name="kk2").drop(op.get_bind(), checkfirst=False)
