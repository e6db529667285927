"""A foreign key in the definition of its column keeps all that it says."""
from alembic import op
import sqlalchemy as sa

revision = "inline_references"
down_revision = None


def added(target="o.id", **options):
    op.add_column("t", sa.Column("c", sa.Integer, sa.ForeignKey(target, **options)), inline_references=True)


def upgrade():
    added(ondelete="SET NULL", onupdate="CASCADE")
    added(deferrable=True, initially="DEFERRED", match="FULL")
    added(deferrable=False, name="named")
    added("S.o.Id", ondelete="CASCADE")


def downgrade():
    pass
