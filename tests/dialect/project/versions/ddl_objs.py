"""Sequences and DDL elements."""

import sqlalchemy as sa
from alembic import context, op

revision = "ddl_objs"
down_revision = None

from sqlalchemy.schema import CreateSequence, DropSequence, Sequence, CreateTable, DropTable, CreateIndex, DDL
def upgrade():
    op.execute(CreateSequence(Sequence("s1")))
    op.execute(CreateSequence(Sequence("s2", start=5, increment=2)))
    op.execute(DDL("CREATE FUNCTION x() RETURNS trigger AS $$ BEGIN END $$ LANGUAGE plpgsql"))
    op.execute(sa.DDL("ALTER %(a)s", context={"a": "TABLE"}))
def downgrade():
    op.execute(DropSequence(Sequence("s1")))
    op.execute(sa.schema.DropTable(sa.Table("t", sa.MetaData())))
