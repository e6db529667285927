"""cons"""
from alembic import op
import sqlalchemy as sa
revision = "cons"
down_revision = None
def upgrade():
    op.create_foreign_key(None, "t", "u", ["a"], ["id"])
    op.create_foreign_key("fk", "t", "u", ["a", "b"], ["id", "x"], onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL", source_schema="s1", referent_schema="s2")
    op.create_foreign_key("fk2", "t", "u", ["a"], ["id"], postgresql_not_valid=True)
    op.create_unique_constraint("uq", "t", ["a", "b"], schema="s", deferrable=True, initially="DEFERRED")
    op.create_unique_constraint("uq2", "t", ["a"], postgresql_nulls_not_distinct=True)
    op.create_check_constraint("ck", "t", sa.column("a") > 5)
    op.create_check_constraint("ck2", "t", "a <> 'x'", postgresql_not_valid=True)
    op.create_check_constraint("ck3", "t", sa.func.length(sa.column("n")).between(1, 5))
    op.create_primary_key("pk", "t", ["a", "b"])
    op.create_exclude_constraint("ex", "t", ("p", "&&"), ("r", "="), where=sa.text("a > 0"), using="gist")
def downgrade():
    op.drop_constraint("fk", "t", type_="foreignkey", schema="s1")
    op.drop_constraint("uq", "t", "unique")
    op.drop_constraint("ck", "t", type_="check", if_exists=True)
    op.drop_constraint(op.f("pk"), "t", type_="primary")
