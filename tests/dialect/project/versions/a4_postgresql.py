"""What only PostgreSQL has"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a4"
down_revision = "a3"
mood = postgresql.ENUM("sad", "it's ok", name="mood", schema="app")


def upgrade():
    mood.create(op.get_bind(), checkfirst=False)
    op.create_table(
        "pg",
        sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), primary_key=True),
        sa.Column("tags", postgresql.ARRAY(sa.String(10)), nullable=False, server_default="{}"),
        sa.Column("matrix", postgresql.ARRAY(sa.Integer, dimensions=2)),
        sa.Column("doc", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb")),
        sa.Column("mood", postgresql.ENUM("sad", "it's ok", name="mood", schema="app", create_type=False)),
        sa.Column("kind", sa.Enum("a", "b", name="kind")),
        sa.Column("again", sa.Enum("a", "b", name="kind")),
        sa.Column("net", postgresql.INET()),
        sa.Column("search", postgresql.TSVECTOR()),
        sa.Column("wait", postgresql.INTERVAL("DAY TO SECOND", 3)) if False else sa.Column("wait", postgresql.INTERVAL(fields="DAY TO SECOND")),
        sa.Column("exact", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("precise", postgresql.DOUBLE_PRECISION()),
        sa.Column("raw", postgresql.BYTEA()),
        sa.Column("big", sa.BigInteger(), sa.Identity(always=True, start=10, increment=5)),
        sa.UniqueConstraint("net", postgresql_nulls_not_distinct=True),
        schema="app",
        postgresql_partition_by="RANGE (id)",
        comment="it's",
    )
    op.create_foreign_key("fk_a", "t", "u", ["a"], ["b"], ondelete="CASCADE", source_schema="s", referent_schema="r", postgresql_not_valid=True)
    op.create_foreign_key(None, "t", "u", ["a", "c"], ["b", "d"], deferrable=True, initially="IMMEDIATE", match="FULL")
    op.create_unique_constraint("uq", "t", ["a", "User"], schema="s")
    op.create_check_constraint("ck", "t", sa.text("a > 0"))
    op.create_check_constraint("ck2", "t", sa.column("a") > 5)
    op.create_primary_key("pk", "t", ["a"])
    op.create_table_comment("t", "50% of it's\\n", schema="s")
    op.drop_table_comment("t")
    op.alter_column("t", "a", comment="new", existing_comment="old")
    op.alter_column("t", "a", comment=None)
    op.alter_column("t", "a", type_=sa.Integer(), postgresql_using="a::integer", nullable=False, server_default=sa.text("5"), new_column_name="b")
    op.add_column("t", sa.Column("u_id", sa.Integer(), sa.ForeignKey("u.id"), unique=True, index=True))
    op.add_column("t", sa.Column("v_id", sa.Integer(), sa.ForeignKey("s.v.id", ondelete="CASCADE"), unique=True))
    with op.batch_alter_table("t", schema="s") as batch_op:
        batch_op.add_column(sa.Column("n", sa.Integer()))
        batch_op.alter_column("n", nullable=False)
        batch_op.create_unique_constraint("uq_n", ["n"])
        batch_op.create_index(batch_op.f("ix_n"), ["n"])
        batch_op.drop_constraint("old", type_="foreignkey")
        batch_op.drop_column("m")
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'happy'")


def downgrade():
    op.drop_constraint("fk_a", "t", type_="foreignkey", schema="s")
    op.drop_constraint("uq", "t", if_exists=True)
    op.drop_table("pg", schema="app")
    mood.drop(op.get_bind(), checkfirst=False)
