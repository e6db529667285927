"""checkfirst offline."""

import sqlalchemy as sa
from alembic import context, op

revision = "pg_enum_checkfirst"
down_revision = None

from sqlalchemy.dialects import postgresql
status = postgresql.ENUM("a", "b", name="status")
def upgrade():
    status.create(op.get_bind(), checkfirst=True)
    status.create(op.get_bind())
def downgrade():
    status.drop(op.get_bind(), checkfirst=True)
