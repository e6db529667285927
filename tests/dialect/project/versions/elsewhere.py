"""Names by the modules they are defined in, oslo_db's types, what SQLite has not"""
from alembic import op
from oslo_db.sqlalchemy import models, types
from oslo_log import log as logging
import sqlalchemy as sa
import sqlalchemy.sql.functions as functions
from sqlalchemy.orm import declarative_base, declared_attr
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.schema import Column

revision = "elsewhere"
down_revision = None

Base = declarative_base()
LOG = logging.getLogger(__name__)


def upgrade():
    op.create_table(
        "t",
        Column("id", sqltypes.Integer(), primary_key=True),
        Column("n", sa.INT, server_default=functions.coalesce(1, 2)),
        Column("m", sa.types.INT()),
        Column("at", sa.DateTime, server_default=sa.sql.functions.current_timestamp()),
        Column("by", sa.sql.sqltypes.String(3), server_default=functions.now()),
        Column("deleted", types.SoftDeleteInteger, default=0),
        Column("extra", types.JsonEncodedDict(mysql_as_long=True)),
        Column("list", types.JsonEncodedList()),
        Column("s", types.String(255, mysql_ndb_type=None)),
    )
    op.execute(sa.select(functions.max(sa.column("n")), functions.count()).select_from(sa.table("t")))
    try:
        op.drop_constraint("c", "t", type_="unique")
    except Exception:
        LOG.exception("Cannot drop %s.", "c")
    meta = sa.MetaData()
    meta.bind = op.get_bind()
    flag = Column("flag", sa.Boolean)
    op.add_column("t", flag)
    op.execute(sa.Table("t", meta, flag.copy()).update().values(flag=True))
    # The table is one of a model below, which shares its columns with oslo_db.
    for name, table in Base.metadata.tables.items():
        with op.batch_alter_table(name, copy_from=table, reflect_args=[sa.Column("n", sa.INT)]) as batch:
            batch.create_unique_constraint("uq_state_key", ["key", "deleted"])
    print([subclass.__name__ for subclass in Base.__subclasses__()])


def downgrade():
    with op.batch_alter_table("t", reflect_args=[sa.Column("n", sa.INT)]) as batch:
        batch.add_column(sa.Column("z", sa.Integer))
    op.drop_table("t")


class State(Base, models.ModelBase, models.TimestampMixin, models.SoftDeleteMixin):
    @declared_attr
    def __table_args__(cls):
        return (sa.CheckConstraint("key <> ''", name="filled"),)

    __tablename__ = "state"

    id = Column(sa.Integer, primary_key=True)
    key = Column(sa.String(40), nullable=False)
