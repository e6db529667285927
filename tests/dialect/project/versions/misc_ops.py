"""Operations by name, tables returned."""

import sqlalchemy as sa
from alembic import context, op

revision = "misc_ops"
down_revision = None

def upgrade():
    op.execute("x", execution_options={"autocommit": True})
    getattr(op, "execute")("dyn")
    with op.batch_alter_table("t") as b:
        pass
    t = op.create_table("made", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.String(5)))
    op.bulk_insert(t, [{"id": 1, "n": "a"}, {"id": 2, "n": "b"}], multiinsert=False)
    op.execute(t.insert().values(n="q"))
    print("hi")
def downgrade():
    op.drop_table("made")
