from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
revision="a"; down_revision=None
def upgrade():
    said = []
    for e in (sa.DateTime(), sa.DateTime(timezone=True), sa.String(5), sa.JSON(), postgresql.UUID(), postgresql.JSONB(), sa.Numeric(10,2), sa.Enum("a","abc",name="x"), sa.Uuid(), sa.ARRAY(sa.Integer), sa.Boolean(), postgresql.TIMESTAMP(timezone=True), sa.LargeBinary(), sa.LargeBinary(5), sa.Interval(), sa.String(), sa.Unicode(3), sa.Text(), sa.Float(), sa.Float(5), sa.Double(), postgresql.ARRAY(sa.String(3)), sa.types.NullType(), sa.Integer(), sa.BigInteger(), sa.SmallInteger(), sa.Date(), sa.Time(), sa.VARCHAR(3), sa.CHAR(3), sa.NUMERIC(5), sa.DECIMAL(3,1), postgresql.DOUBLE_PRECISION(), postgresql.BYTEA(), postgresql.INET(), postgresql.INTERVAL(), sa.PickleType(), sa.UnicodeText(), sa.BLOB(), sa.VARBINARY(3), postgresql.CITEXT(), postgresql.BIT(3), postgresql.TSVECTOR(), sa.TIMESTAMP(), sa.REAL()):
        said.append(f"{e} {str(e)}")
    op.create_table("t", *[sa.Column("c%d"%i, t) for i,t in enumerate([sa.Integer, sa.String(5), sa.String, sa.Text, sa.DateTime, sa.DateTime(timezone=True), sa.Numeric(10,2), sa.Numeric, sa.Boolean, sa.JSON, sa.LargeBinary, sa.Date, sa.Time, sa.Float, sa.Double, sa.BigInteger, sa.SmallInteger, sa.Uuid, sa.CHAR(3), sa.Interval])])
    if op.get_bind().dialect.name == "postgresql":
        op.create_table("u", *[sa.Column("c%d"%i, t) for i,t in enumerate([postgresql.JSONB, postgresql.ARRAY(sa.String(3)), postgresql.INET, postgresql.BIT(3), postgresql.BIT(3, varying=True), postgresql.TIMESTAMP(precision=3), postgresql.INTERVAL, postgresql.MACADDR, postgresql.TSVECTOR])])
    insp = sa.inspect(op.get_bind())
    for name in insp.get_table_names():
        if name == "alembic_version": continue
        for c in insp.get_columns(name):
            t = c["type"]
            said.append((c["name"], type(t).__name__, str(t), isinstance(t, sa.VARCHAR), isinstance(t, sa.INTEGER), isinstance(t, sa.TEXT), isinstance(t, sa.TIMESTAMP), isinstance(t, postgresql.TIMESTAMP), isinstance(t, postgresql.UUID), isinstance(t, sa.DateTime), getattr(t, "length", None), getattr(t, "precision", None), getattr(t, "timezone", None)))
    log = op.create_table("zz_log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    op.bulk_insert(log, [{"id": number, "line": str(one)} for number, one in enumerate(said)])


def downgrade(): pass
