"""Batches that go out one by one, and names too long for PostgreSQL."""
import sqlalchemy as sa
from alembic import op

revision = "n3"
down_revision = "n2"


def upgrade():
    long_name = "a_table_with_a_rather_long_name_that_goes_on"
    with op.batch_alter_table("notes", recreate="never") as batch:
        batch.add_column(sa.Column("kind", sa.String(5)))
        batch.create_index(batch.f("ix_notes_kind"), ["kind"])
    op.create_table(
        long_name,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a_column_with_a_long_name", sa.Integer(), index=True, unique=False),
        sa.Column("another_column_with_a_long_name", sa.Integer(), unique=True),
        sa.Column("flag", sa.Enum("on", "off", name="states", native_enum=False, create_constraint=True)),
    )
    op.create_index(op.f("ix_" + long_name + "_a_column_with_a_long_name"), long_name, ["a_column_with_a_long_name"])


def downgrade():
    long_name = "a_table_with_a_rather_long_name_that_goes_on"
    op.drop_index(op.f("ix_" + long_name + "_a_column_with_a_long_name"), long_name)
    op.drop_table(long_name)
