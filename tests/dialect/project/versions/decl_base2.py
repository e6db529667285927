"""decl_base2"""
from alembic import op
import sqlalchemy as sa
revision = "decl_base2"
down_revision = None
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(30))
    note: Mapped[Optional[str]]
def upgrade():
    op.execute(sa.insert(Item).values(id=1, name="a"))
    op.execute(sa.select(Item.id, Item.name).where(Item.note == "x"))
def downgrade():
    op.execute(sa.update(Item).where(Item.id.in_([1, 2])).values(name=Item.note))
