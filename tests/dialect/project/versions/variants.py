"""variants"""
from alembic import op
import sqlalchemy as sa
revision = "variants"
down_revision = None
from sqlalchemy.dialects import postgresql, sqlite, mysql
J = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
I = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
def upgrade():
    op.create_table("t", sa.Column("id", I, primary_key=True), sa.Column("j", J), sa.Column("t", sa.Text().with_variant(mysql.LONGTEXT(), "mysql")), sa.Column("d", sa.Double()), sa.Column("u", sa.Uuid()), sa.Column("lb", sa.LargeBinary(20)), sa.Column("n", sa.Unicode(4)), sa.Column("ut", sa.UnicodeText()), sa.Column("pk", sa.PickleType()), sa.Column("si", sa.SmallInteger()), sa.Column("ti", sa.Time(timezone=True)), sa.Column("da", sa.Date()), sa.Column("ch", sa.CHAR(3)), sa.Column("nv", sa.NVARCHAR(3)), sa.Column("cl", sa.CLOB()), sa.Column("bl", sa.BLOB()), sa.Column("col", sa.String(5, collation="C")), sa.Column("ts", sa.TIMESTAMP()), sa.Column("fl", sa.Float(precision=24)), sa.Column("u2", sa.UUID()), sa.Column("vb", sa.VARBINARY(4)), sa.Column("nn", sa.types.NullType()) if False else sa.Column("z", sa.types.String()))
def downgrade():
    pass
