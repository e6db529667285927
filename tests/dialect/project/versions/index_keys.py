"""Options of an index find what they are about by its key; keys inline, numbers as columns, FROM of an UPDATE."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "index_keys"
down_revision = None


def upgrade():
    lower = sa.func.lower(sa.column("name"))
    classes = {"lower(name)": "varchar_pattern_ops", "id": "int4_ops", "lower": "wrong", "n": "text_ops", "name": "name_ops"}
    for number, item in enumerate((sa.text("lower(name)"), sa.literal_column("lower(name)"), lower, lower.label("n"),
                                   "name", sa.column("name").desc(), sa.literal_column("name || ''"))):
        op.create_index(f"i{number}", "boat", [item, "id"], postgresql_ops=classes)
    op.create_table("t1", sa.Column("name", sa.String), sa.Index("ix1", sa.text("lower(name)"), postgresql_ops=classes),
                    postgresql_ignore_search_path=False)
    op.create_table("t2", sa.Column("name", sa.String), sa.Index("ix2", sa.literal_column("lower(name)"), "name", postgresql_ops=classes))
    op.create_table("t3", sa.Column("id", sa.Uuid(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_t3")), sqlite_autoincrement=True)
    op.create_table("t4", sa.Column("id", sa.Integer(), sa.ForeignKey("t3.id"), primary_key=True), sqlite_autoincrement=True)
    op.create_table("t5", sa.Column("id", sa.Integer(), primary_key=True), sa.ForeignKeyConstraint(["id"], ["t3.id"]), sqlite_autoincrement=True)
    op.create_table("t6", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("n", sa.String), sqlite_autoincrement=True)
    op.create_table("t7", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("n", sa.Integer, primary_key=True), sqlite_autoincrement=True)
    op.create_table("t8", sa.Column("colour", sa.Enum(name="colour")), sa.Column("s", sa.String(0)), sa.Column("f", sa.Float(0)))
    a, b, c = (sa.table(name, sa.column("id", sa.Integer), sa.column("n", sa.String)) for name in "abc")
    op.execute(a.update().where(~sa.exists(sa.select(1).where(b.c.id > a.c.id))).values(n="last"))
    op.execute(sa.select(1, 2.5, None, True, -3, a.c.id))
    op.execute(sa.select(sa.exists(1)))
    op.execute(a.update().values(n=c.c.n).where(a.c.id == b.c.id).where(c.c.id == b.c.id))
    op.execute(a.update().values(n=b.c.n + c.c.n).where(c.c.id == a.c.id))
    op.execute(a.update().values({"n": b.c.n, "id": c.c.id}))
    op.execute(a.update().values({"id": c.c.id, "n": b.c.n}))
    op.execute(sa.select(sa.literal_column("x", type_=sa.Integer) == 1))


def downgrade():
    pass
