"""Names under other names."""

import sqlalchemy as sa
from alembic import op

revision = "names"
down_revision = None

from alembic import op as alembic_op
from sqlalchemy import Column, Integer as I, func as f, text as T
import sqlalchemy.dialects.postgresql as pg
from sqlalchemy import types, schema, sql
def upgrade():
    alembic_op.create_table("a", Column("id", I(), primary_key=True), Column("t", types.DateTime, server_default=f.now()), Column("u", pg.UUID, server_default=T("uuid_generate_v4()")), schema.PrimaryKeyConstraint("id") if False else Column("z", types.Integer()))
    op.execute(sql.select(sql.func.now()))
    op.execute(f"SELECT {'{'}x{'}'}")
def downgrade():
    alembic_op.drop_table("a")
