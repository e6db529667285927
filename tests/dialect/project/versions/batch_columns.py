"""Batches that rebuild a table: columns."""

import sqlalchemy as sa
from alembic import op

revision = "batch_columns"
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
        b.alter_column("x", new_column_name="q")
    with rebuilt() as b:
        b.alter_column("x", type_=sa.String(10))
    with rebuilt() as b:
        b.alter_column("data", type_=sa.Text())
    with rebuilt() as b:
        b.alter_column("data", type_=sa.Integer(), existing_type=sa.String())
    with rebuilt() as b:
        b.alter_column("toj", type_=sa.JSON())
    with rebuilt() as b:
        b.alter_column("data", type_=sa.DateTime())
    with rebuilt() as b:
        b.alter_column("x", type_=sa.Float())
    with rebuilt() as b:
        b.alter_column("data", nullable=False)
        b.alter_column("x", nullable=True)
    with rebuilt() as b:
        b.alter_column("data", server_default="hi")
        b.alter_column("x", server_default=None)
    with rebuilt() as b:
        b.alter_column("data", server_default=sa.text("(1+2)"))
    with rebuilt() as b:
        b.add_column(sa.Column("n1", sa.Integer))
        b.add_column(sa.Column("n2", sa.String(3), server_default="z"))
    with rebuilt() as b:
        b.drop_column("data")
    with rebuilt() as b:
        b.drop_column("id")
    with rebuilt() as b:
        b.alter_column("data", comment="cc")
    with rebuilt() as b:
        pass
    with rebuilt(sqlite_autoincrement=True) as b:
        b.drop_column("toj")


def downgrade():
    pass
