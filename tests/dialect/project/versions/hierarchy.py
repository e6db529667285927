"""Which class of type derives from which, and the type of a column"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "hierarchy"
down_revision = None


def upgrade():
    names = (
        "NullType Integer SmallInteger BigInteger INTEGER SMALLINT BIGINT INT Numeric NUMERIC "
        "DECIMAL Float FLOAT Double DOUBLE REAL String Unicode Text UnicodeText VARCHAR CHAR "
        "NVARCHAR NCHAR TEXT CLOB DateTime DATETIME TIMESTAMP Date DATE Time TIME Interval Boolean "
        "BOOLEAN LargeBinary BLOB BINARY VARBINARY JSON Uuid UUID Enum ARRAY PickleType"
    ).split()
    classes = [getattr(sa, n) if n != "NullType" else sa.types.NullType for n in names] + [
        postgresql.JSON, postgresql.JSONB, postgresql.ENUM, postgresql.ARRAY, postgresql.TIMESTAMP, postgresql.BYTEA,
        postgresql.CITEXT, postgresql.INET, postgresql.INTERVAL,
    ]
    for c in classes:
        op.execute("SELECT '%s: %s'" % (c.__name__, " ".join(d.__name__ for d in classes if issubclass(c, d))))
    t = sa.table("t", sa.column("a", sa.BigInteger), sa.column("b"), sa.column("c", postgresql.JSONB))
    for c in list(t.c) + [sa.Column("x", sa.Text), sa.Column("e", sa.Enum("a", "b", name="en"))]:
        op.execute("SELECT '%s: %s'" % (c.name, " ".join(d.__name__ for d in classes if isinstance(c.type, d))))
    op.add_column("t", sa.Column("y", t.c.c.type))


def downgrade():
    op.execute("SELECT 1")
