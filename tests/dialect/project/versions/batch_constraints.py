"""Batches that rebuild a table: constraints."""

import sqlalchemy as sa
from alembic import op

revision = "batch_constraints"
down_revision = None


def foo(**options):
    return sa.Table(
        "foo",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("data", sa.String(50)),
        sa.Column("x", sa.Integer, nullable=False, server_default="5"),
        sa.Column("toj", sa.Text),
        **options,
    )


def rebuilt(**options):
    return op.batch_alter_table("foo", copy_from=foo(**options), recreate="always")


def upgrade():
    with rebuilt() as b:
        b.create_primary_key("pk9", ["id", "x"])
    with rebuilt() as b:
        b.create_unique_constraint("uqn", ["data"])
        b.create_foreign_key("fkn", "o", ["x"], ["id"], onupdate="CASCADE")
        b.create_check_constraint("ckn", sa.column("x") > 3)
    with rebuilt() as b:
        b.create_index("ixn", ["data", "x"], unique=True)
        b.alter_column("data", nullable=False)
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer, sa.ForeignKey("o.id", name="fko")))


def downgrade():
    pass
