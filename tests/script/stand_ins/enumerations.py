from alembic import op
import sqlalchemy as sa
from alembic_postgresql_enum import ColumnType, TableReference

revision = "a"
down_revision = None


def upgrade():
    kind = sa.Enum("old", "new", "odd", name="kind")
    op.create_table("ship", sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", kind, server_default="odd"), sa.Column("kinds", sa.ARRAY(kind), server_default=sa.text("'{old}'::kind[]")))
    op.execute("insert into ship (id) values (1)")
    op.sync_enum_values(enum_schema="public", enum_name="kind", new_values=["new", "old", "even", "best"],
                        affected_columns=[TableReference(table_schema="public", table_name="ship", column_name="kind", existing_server_default="'odd'::kind"), TableReference("ship", "kinds", column_type=ColumnType.ARRAY, existing_server_default="'{old}'::kind[]")],
                        enum_values_to_rename=[("odd", "even")])
    op.sync_enum_values("public", "kind", ["even", "new", "old", "best", "worst"], [TableReference(table_name="ship", column_name="kind", table_schema="public", existing_server_default="'even'::kind"), TableReference("ship", "kinds", "public", ColumnType.ARRAY, "ARRAY['old'::kind, 'even'::kind]")])


def downgrade():
    op.drop_table("ship")
    op.execute("drop type kind")
