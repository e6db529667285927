"""ON CONFLICT of SQLite's columns and constraints; PostgreSQL writes none of it."""
from alembic import op
import sqlalchemy as sa

revision = "on_conflict"
down_revision = None


def upgrade():
    op.create_table(
        "a",
        sa.Column("id", sa.Integer, primary_key=True, sqlite_on_conflict_primary_key="FAIL"),
        sa.Column("n", sa.Integer, nullable=False, sqlite_on_conflict_not_null="ROLLBACK"),
        sa.Column("u", sa.String(5), unique=True, sqlite_on_conflict_unique="IGNORE"),
        sa.Column("w", sa.String(5), sqlite_on_conflict_unique="REPLACE"),
        sa.UniqueConstraint("n", "u", sqlite_on_conflict="ABORT"),
        sa.UniqueConstraint("w", sqlite_on_conflict="FAIL"),
        sa.UniqueConstraint("w"),
        sa.CheckConstraint("n > 0", sqlite_on_conflict="ignore"),
        sqlite_autoincrement=True,
    )
    op.create_table("b", sa.Column("x", sa.Integer), sa.Column("y", sa.Integer),
                    sa.PrimaryKeyConstraint("x", "y", sqlite_on_conflict="REPLACE"))
    op.create_table("c", sa.Column("x", sa.Integer, primary_key=True, sqlite_on_conflict_primary_key="FAIL"))
    op.add_column("c", sa.Column("y", sa.Integer, nullable=False, server_default="1", sqlite_on_conflict_not_null="FAIL"))
    with op.batch_alter_table("c", copy_from=sa.Table("c", sa.MetaData(), sa.Column("x", sa.Integer))) as batch:
        batch.add_column(sa.Column("z", sa.Integer, nullable=False, sqlite_on_conflict_not_null="FAIL"))


def downgrade():
    pass
