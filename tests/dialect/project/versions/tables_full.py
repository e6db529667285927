"""Tables with everything."""

import sqlalchemy as sa
from alembic import op

revision = "tables_full"
down_revision = None

from sqlalchemy.dialects import postgresql
def upgrade():
    op.execute("SET statement_timeout = 120000")
    op.execute("SET lock_timeout = 5000")
    op.create_table("projects", sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), nullable=False), sa.Column("name", sa.Text(), nullable=False), sa.Column("is_active", sa.Boolean(), server_default=sa.sql.true(), nullable=False), sa.Column("meta", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False), sa.Column("tags", postgresql.ARRAY(sa.String()), nullable=True), sa.CheckConstraint("name ~* '^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$'::text", name="projects_valid_name"), sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("name", name="_uq"), sa.ForeignKeyConstraint(["id"], ["users.id"], onupdate="CASCADE", ondelete="CASCADE", deferrable=True, initially="DEFERRED"))
    op.create_index(op.f("ix_projects_name"), "projects", [sa.text("ultranormalize_name(name)")], unique=True)
    op.execute(""" UPDATE projects
            SET name = 'x%'
            WHERE name LIKE '%%y'
        """)
    op.add_column("projects", sa.Column("t", sa.DateTime(), server_default=sa.text("now()"), nullable=False))
    op.alter_column("projects", "t", server_default=sa.text("(now() at time zone 'utc')"))
    op.create_index("release_x", "projects", ["name", sa.text("t DESC")], unique=False, postgresql_concurrently=False)
def downgrade():
    op.drop_index("release_x", table_name="projects")
    op.drop_table("projects")
