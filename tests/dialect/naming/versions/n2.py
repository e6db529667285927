"""Directives: conventions apply to them too."""
import sqlalchemy as sa
from alembic import op

revision = "n2"
down_revision = "n1"


def upgrade():
    op.add_column("users", sa.Column("code", sa.String(10), unique=True))
    op.add_column("users", sa.Column("boss_id", sa.Integer(), sa.ForeignKey("users.id"), index=True))
    op.add_column("users", sa.Column("rank", sa.Integer(), sa.CheckConstraint("rank > 0", name="rank_up")))
    op.create_primary_key(None, "notes", ["id", "user_id"])
    op.create_foreign_key(None, "notes", "users", ["user_id"], ["id"])
    op.create_foreign_key("written_out", "notes", "users", ["user_id"], ["id"])
    op.create_unique_constraint(None, "notes", ["title", "day"])
    op.create_check_constraint("titled", "notes", "length(title) > 0")
    op.create_check_constraint(op.f("really_titled"), "notes", sa.column("title") != "")
    op.create_index(None, "notes", ["day"])
    op.create_index(None, "notes", ["day", "title"], unique=True, schema="app")
    op.create_index("by_hand", "notes", [sa.text("lower(title)")])


def downgrade():
    op.drop_index("by_hand", "notes")
    op.drop_constraint("titled", "notes", type_="check")
    op.drop_constraint(op.f("really_titled"), "notes", type_="check")
    op.drop_constraint("titled", "notes")
    op.drop_constraint("written_out", "notes", type_="foreignkey")
    op.drop_constraint("uq_notes_title_day", "notes", type_="unique")
