"""None for JSON, and identifiers as text"""
import sqlalchemy as sa
from alembic import op

revision = "none_json"
down_revision = None


def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("js", sa.JSON()), sa.Column("us", sa.Uuid(as_uuid=False)))
    op.bulk_insert(t, [{"id": 2, "js": None}])
    op.bulk_insert(t, [{"id": 4, "us": "11111111-2222-3333-4444-555555555555"}])
    op.execute(t.insert().values(id=5, js=None))
    op.execute(t.update().where(t.c.us == "11111111-2222-3333-4444-555555555555").values(js=None))


def downgrade():
    op.drop_table("t")
