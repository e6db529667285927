"""DDL of indexes, constraints and types by themselves."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint, DropIndex

revision = "ddl_of_parts"
down_revision = None


def upgrade():
    meta = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s"})
    owner = sa.Table("owner", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("Kind", sa.String(9)),
                     schema="zoo", quote_schema=True)
    pet = sa.Table("pet", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("owner_id", sa.Integer),
                   sa.Column("name", sa.String(40)), schema="zoo", quote_schema=True)
    key = sa.ForeignKeyConstraint([pet.c.owner_id], [owner.c.id], name="fk_pet", ondelete="CASCADE", initially="DEFERRED")
    unique = sa.UniqueConstraint(pet.c.name, pet.c.owner_id)
    check = sa.CheckConstraint(pet.c.id > 5, name="positive")
    for _ in range(2):
        pet.append_constraint(check)
    inline = sa.CheckConstraint("name <> ''", name="named")
    pet.append_constraint(inline)
    plain = sa.Index(None, pet.c.owner_id)
    text = sa.Index("ix_text", sa.text("lower(name)"), quote=True)
    pet.append_constraint(text)
    for constraint in (key, unique, check):
        op.execute(AddConstraint(constraint))
    op.execute(AddConstraint(inline, isolate_from_table=False))
    op.execute(CreateTable(pet))
    op.execute(CreateIndex(plain))
    op.execute(CreateIndex(plain, if_not_exists=True))
    op.execute(CreateIndex(text))
    op.execute(DropIndex(plain, if_exists=True))
    op.execute(DropIndex(sa.Index(name="of_no_table")))
    op.execute(DropConstraint(key, cascade=True))
    op.execute(DropConstraint(check, if_exists=True))
    op.create_index("whole", "owner", ["id"], quote=True)


def downgrade():
    kind = postgresql.ENUM("a", "it's", name="Kind", schema="zoo")
    op.execute(postgresql.CreateEnumType(kind))
    op.execute(postgresql.CreateEnumType(sa.Enum("x", name="other")))
    op.execute(postgresql.DropEnumType(kind))
    meta = sa.MetaData()
    room = sa.Table("room", meta, sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, key="k"))
    room.append_constraint(postgresql.ExcludeConstraint((room.c.a + 1, "="), (room.c.k, "&&"), ("k", "="),
                                                        where=room.c.a > 6, using="GIST", ops={"k": "int4_ops"}))
    op.execute(CreateTable(room))
    index = sa.Index("ix_ops", room.c.k, sa.func.lower(room.c.k), (room.c.a + 1).label("l"), postgresql_ops={"k": "int4_ops", "l": "p"})
    op.execute(CreateIndex(index))
