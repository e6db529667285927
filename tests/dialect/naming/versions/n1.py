"""Tables: keys, uniques, checks and indexes by convention, and final names."""
import sqlalchemy as sa
from alembic import op

revision = "n1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(200), unique=True),
        sa.Column("name", sa.String(50)),
        sa.Column("nick", sa.String(50), index=True, unique=True),
        sa.Column("age", sa.Integer(), sa.CheckConstraint("age > 0", name="age_positive")),
        sa.Column("active", sa.Boolean(create_constraint=True, name="active_flag")),
        sa.CheckConstraint("age < 200", name="age_human"),
        sa.CheckConstraint("age <> 13", name=op.f("no_thirteen")),
        sa.UniqueConstraint("name", "age"),
        sa.UniqueConstraint("nick", name="nick_once"),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="SET NULL")),
        sa.Column("area", sa.Integer()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["area", "user_id"], ["app.areas.id", "app.areas.user_id"], name=op.f("fk_posts_area")),
        sa.PrimaryKeyConstraint("id"),
        sa.Index(None, "area", "user_id"),
        schema="app",
    )


def downgrade():
    op.drop_table("posts", schema="app")
    op.drop_table("users")
