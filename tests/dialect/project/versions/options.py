"""Keywords that only another database would look at"""
from alembic import op
import sqlalchemy as sa

revision = "options"
down_revision = None


def upgrade():
    op.alter_column("t", "n", new_column_name="m", do_drop=True, existing_type=sa.INT)
    op.drop_column("t", "m", mssql_drop_check=True, cascades=True)


def downgrade():
    with op.batch_alter_table("t", recreate="never") as batch:
        batch.alter_column("m", new_column_name="n", do_drop=False)
        batch.drop_column("z", cascades=True)
