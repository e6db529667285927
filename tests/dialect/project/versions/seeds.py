"""Seeds."""

import sqlalchemy as sa
from alembic import op

revision = "seeds"
down_revision = None

import os
from uuid import UUID, uuid4
from datetime import datetime, timezone, timedelta
NOW = datetime(2021, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
roles = sa.table("roles", sa.column("id", sa.Uuid()), sa.column("name", sa.String), sa.column("created", sa.DateTime(timezone=True)), sa.column("day", sa.Date), sa.column("perm", sa.ARRAY(sa.String)), sa.column("score", sa.Float))
ROLES = {"admin": ["a", "b"], "user": []}
def upgrade():
    op.bulk_insert(roles, [dict(id=UUID(int=0) if False else UUID("00000000-0000-0000-0000-00000000000" + str(i)), name=n, created=NOW + timedelta(days=i), day=NOW.date(), score=i / 2) for i, (n, p) in enumerate(ROLES.items())])
    op.execute(roles.insert().values(name="x", created=sa.func.now()))
    op.execute(roles.insert().values([{"name": "p"}, {"name": "q"}]))
    op.execute(roles.update().where(roles.c.created < NOW).values(score=roles.c.score * 1.5 + 2))
def downgrade():
    op.execute(sa.delete(roles).where(roles.c.name.in_(list(ROLES))))
    op.execute(sa.delete(roles).where(roles.c.name.in_(k for k in ROLES)))
    names = ", ".join(f"'{n}'" for n in sorted(ROLES))
    op.execute(f"DELETE FROM roles WHERE name IN ({names})")
    op.execute("DELETE FROM roles WHERE name IN ({})".format(",".join(map(repr, ROLES))))
    op.execute("DELETE FROM %s WHERE %s = '%d%%'" % ("roles", "name", 5))
