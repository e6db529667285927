"""A rebuilt table: CHECKs and indexes that are built of its columns follow their new names, or go with them."""
from alembic import op
import sqlalchemy as sa

revision = "batch_renames"
down_revision = None


def rebuilt(*parts):
    table = sa.Table("w", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer),
                     sa.Column("c", sa.Integer))
    for part in parts:
        table.append_constraint(part(table.c))
    with op.batch_alter_table("w", copy_from=table, recreate="always") as batch:
        batch.alter_column("b", new_column_name="bx")
        batch.drop_column("c")


def upgrade():
    rebuilt(lambda c: sa.CheckConstraint(c.b > 5))
    rebuilt(lambda c: sa.CheckConstraint(c.b + sa.func.least(c.c, c.a) > 5))
    rebuilt(lambda c: sa.CheckConstraint(sa.column("b") > 5))
    rebuilt(lambda c: sa.CheckConstraint("b > c"))
    rebuilt(lambda c: sa.CheckConstraint(sa.case((c.b > 1, c.a), else_=c.b) > 0))


def downgrade():
    rebuilt(lambda c: sa.Index("ix", sa.func.lower(c.b)))
    rebuilt(lambda c: sa.Index("ix", c.b.desc(), c.a))
