"""Columns that the script knows by another name: what the table writes is the name."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

revision = "column_keys"
down_revision = None


def upgrade():
    meta = sa.MetaData()
    first = sa.Table("first", meta, sa.Column("a", sa.Integer, key="b", primary_key=True),
                     sa.Column("b", sa.Integer, key="c"), sa.Column("x", sa.Integer, sa.ForeignKey("first.c")),
                     sa.Column("y", sa.Integer, sa.ForeignKey("first.b", link_to_name=True)),
                     sa.Column("z", sa.Integer, sa.ForeignKey("late.k", ondelete="CASCADE")),
                     sa.UniqueConstraint("b", "c"), sa.PrimaryKeyConstraint("b"), sa.CheckConstraint("a > b"))
    sa.UniqueConstraint(first.c.c, first.c.b)
    late = sa.Table("late", meta, sa.Column("n", sa.Integer, key="k", primary_key=True),
                    sa.Column("p", sa.Integer, key="q", primary_key=True))
    pair = sa.Table("pair", meta, sa.Column("q", sa.Integer, key="qq"), sa.Column("r", sa.Integer),
                    sa.ForeignKeyConstraint(["qq", "r"], ["late.k", "late.q"]))
    sa.ForeignKeyConstraint([pair.c.r, pair.c.qq], [late.c.k, late.c.q], name="back")
    for table in (first, late, pair):
        op.execute(CreateTable(table))
    op.execute(CreateIndex(sa.Index("ix", first.c.b, first.c.c.desc())))
    named = sa.Index("ix_named", "qq", "r")
    pair.append_constraint(named)
    op.execute(CreateIndex(named))


def downgrade():
    pass
