"""A MetaData of the script's own keeps its own convention."""
import sqlalchemy as sa
from alembic import op

revision = "n4"
down_revision = "n3"

metadata = sa.MetaData(naming_convention={"pk": "%(table_name)s_pkey", sa.UniqueConstraint: "%(table_name)s_%(column_0N_name)s_%(column_1_name)s_key"})
things = sa.Table(
    "things",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("a", sa.Integer),
    sa.Column("b", sa.Integer),
    sa.UniqueConstraint("a", "b"),
)


def upgrade():
    op.create_table(
        "cats",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("rival_id", sa.Integer, sa.ForeignKey("dogs.id", use_alter=True, name="fk_rival")),
        sa.Column("friend_id", sa.Integer),
        sa.ForeignKeyConstraint(["friend_id"], ["cats.id"], name="fk_friend", use_alter=True),
    )
    op.execute(sa.schema.CreateTable(things))


def downgrade():
    op.drop_table("cats")
    op.execute(sa.schema.DropTable(things))
