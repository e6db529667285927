"""Tables: keys, nullability, quoting, defaults, types"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "Order",
        sa.Column("a", sa.String(36)),
        sa.Column("b", sa.Integer, nullable=True),
        sa.Column("select", sa.BigInteger(), server_default="5"),
        sa.Column("with space", sa.Text(), server_default="it's 100%"),
        sa.Column("path", sa.String(10), server_default="C:\\temp"),
        sa.PrimaryKeyConstraint("a", "b", name="pk_order"),
        schema=None,
    )
    op.create_table(
        "types",
        sa.Column("id", sa.SmallInteger, primary_key=True),
        sa.Column("n", sa.Numeric(12, 4), nullable=False, server_default=sa.text("0.5")),
        sa.Column("n1", sa.Numeric(12)),
        sa.Column("n2", sa.Numeric()),
        sa.Column("d", sa.DECIMAL(5, 2)),
        sa.Column("f", sa.Float()),
        sa.Column("f2", sa.Float(precision=53)),
        sa.Column("dd", sa.Double()),
        sa.Column("r", sa.REAL()),
        sa.Column("t", sa.Time()),
        sa.Column("dt", sa.DateTime(timezone=True)),
        sa.Column("da", sa.Date, server_default=sa.func.current_date()),
        sa.Column("ts", sa.TIMESTAMP()),
        sa.Column("i", sa.Interval()),
        sa.Column("lb", sa.LargeBinary(20)),
        sa.Column("u", sa.Unicode(8)),
        sa.Column("ut", sa.UnicodeText()),
        sa.Column("c", sa.CHAR(3)),
        sa.Column("j", sa.JSON()),
        sa.Column("uu", sa.Uuid()),
        sa.Column("co", sa.String(5, collation="C")),
        sa.Column("bo", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("bf", sa.Boolean(), server_default=sa.false()),
        sa.Column("v", sa.String().with_variant(sa.Text(), "sqlite").with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("e", sa.Enum("x", "it's", name="kind", native_enum=False)),
        sa.Column("parent", sa.SmallInteger, sa.ForeignKey("types.id", name="fk_self", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED")),
        sa.Column("checked", sa.Integer, sa.CheckConstraint("checked > 0", name="ck_inline")),
        sa.Column("uq", sa.Integer, unique=True),
        sa.Column("total", sa.Integer, sa.Computed("checked * 2", persisted=True)),
        sa.UniqueConstraint("n", "d"),
        sa.CheckConstraint("n > 0"),
        comment="all the types: 100%",
    )
    op.create_table("two_keys", sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True))
    op.create_table("key_reference", sa.Column("id", sa.Integer, sa.ForeignKey("types.id"), primary_key=True), if_not_exists=True)
    op.create_table("keyed_text", sa.Column("id", sa.String(5), primary_key=True), sa.Column("note", sa.Text, comment="a note"))
    op.create_table("indexed", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), sa.Column("mark", sa.Integer, index=True))


def downgrade():
    for name in reversed(["Order", "types", "two_keys", "key_reference", "keyed_text", "indexed"]):
        op.drop_table(name, if_exists=name == "types")
