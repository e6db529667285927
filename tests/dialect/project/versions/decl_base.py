"""Declarative classes."""

import sqlalchemy as sa
from alembic import context, op

revision = "decl_base"
down_revision = None

from sqlalchemy.orm import declarative_base, Session, sessionmaker
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
def upgrade():
    op.add_column("users", sa.Column("slug", sa.String(5)))
    bind = op.get_bind()
    bind.execute(sa.update(User).values(name="x").where(User.id == 3))
    op.execute(User.__table__.update().values(name="x").where(User.__table__.c.id == 3))
def downgrade():
    op.execute(sa.delete(User).where(User.name.is_(None)))
