"""The types of the revisions before: they are there. What makes none leaves no mark."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "e3"
down_revision = "e2"


def upgrade():
    op.create_table("o", sa.Column("s", sa.Enum("on", "off", name="state")))
    op.create_table("p", sa.Column("s", sa.Enum("x", name="st", schema="app")))
    op.create_table("q", sa.Column("s", postgresql.ENUM("x", name="letter", create_type=False)))
    made = postgresql.ENUM("1", name="later", create_type=False)
    made.create(op.get_bind(), checkfirst=False)
    op.create_table("s", sa.Column("s", made))
    op.create_table("t", sa.Column("s", sa.Enum("1", name="plain", native_enum=False)))
    op.create_table("u", sa.Column("s", sa.Enum("1", name="plain")))
    op.execute("CREATE TYPE whole AS ENUM ('a')")
    op.create_table("v", sa.Column("s", sa.Enum("a", name="whole", metadata=sa.MetaData())))
    op.create_table("w", sa.Column("s", sa.String().with_variant(postgresql.ENUM("v", name="variant"), "postgresql")))
    op.create_table("x", sa.Column("s", sa.String().with_variant(postgresql.ENUM("v", name="variant"), "postgresql")))
    op.execute("CREATE TYPE added AS ENUM ('z')")
    op.add_column("o", sa.Column("late", sa.Enum("z", name="added")))
    op.create_table("y", sa.Column("s", postgresql.ENUM("z", name="added", create_type=False)))


def downgrade():
    for name in "yxwvutsqpo":
        op.drop_table(name)
    for name in ("added", "variant", "whole", "plain", "later"):
        op.execute(f"DROP TYPE {name}")
