"""Types that the application defines."""

import sqlalchemy as sa
from alembic import context, op

revision = "typedec"
down_revision = None

from sqlalchemy.types import TypeDecorator, CHAR, UserDefinedType
from sqlalchemy.dialects.postgresql import UUID
class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(CHAR(32))
    def process_bind_param(self, value, dialect):
        return value
class Money(TypeDecorator):
    impl = sa.Numeric(10, 2)
class Up(TypeDecorator):
    impl = sa.String
    def __init__(self, n=20, **kw):
        super().__init__(n, **kw)
class Vec(UserDefinedType):
    cache_ok = True
    def __init__(self, dim=3):
        self.dim = dim
    def get_col_spec(self, **kw):
        return f"VECTOR({self.dim})"
def upgrade():
    op.create_table("t", sa.Column("id", GUID(), nullable=False, primary_key=True), sa.Column("m", Money()), sa.Column("u", Up(7)), sa.Column("w", Up()), sa.Column("v", Vec(9)))
def downgrade():
    op.drop_table("t")
