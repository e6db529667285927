"""Batches that rebuild a table: order."""

import sqlalchemy as sa
from alembic import op

revision = "batch_order"
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
        b.add_column(sa.Column("n1", sa.Integer), insert_after="id")
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer), insert_before="x")
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer), insert_before="id")
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer), insert_after="toj")
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer), insert_after="id")
        b.add_column(sa.Column("n2", sa.Integer), insert_after="n1")


def downgrade():
    pass
