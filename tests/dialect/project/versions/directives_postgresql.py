"""Directives that SQLite does not have."""

import sqlalchemy as sa
from alembic import op

revision = "directives_postgresql"
down_revision = None


def upgrade():
    op.add_column("t1", sa.Column("c1", sa.Integer, sa.ForeignKey("c2.id"), nullable=False))
    op.add_column("t1", sa.Column("c1", sa.Integer, sa.ForeignKey("t1.c2"), nullable=False))
    op.add_column("t1", sa.Column("c1", sa.Integer, sa.ForeignKey("t1.c2"), nullable=False), schema="foo")
    op.add_column("t1", sa.Column("c1", sa.Integer, sa.ForeignKey("c2.id", name="fkx", ondelete="CASCADE", deferrable=True, initially="DEFERRED")))
    op.add_column("t1", sa.Column("c1", sa.Integer, unique=True))
    op.alter_column("t", "c", comment="foo", existing_type=sa.Integer())
    op.alter_column("t", "c", comment=None)
    op.alter_column("t", "c", server_default=sa.Identity(), existing_server_default=None)
    op.alter_column("t", "c", server_default=sa.Identity(always=True, start=3), existing_server_default=None)
    op.alter_column("t", "c", server_default=None, existing_server_default=sa.Identity())
    op.alter_column("t", "c", server_default=sa.Identity(start=9), existing_server_default=sa.Identity(start=3, always=True))
    op.create_foreign_key("fk_test", "t1", "t2", ["foo", "bar"], ["bat", "hoho"])
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], onupdate="SET NULL")
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], ondelete="CASCADE")
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], deferrable=True)
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], initially="deferred")
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], source_schema="foo2", referent_schema="bar2")
    op.create_foreign_key("fk_test", "t1", "t1", ["foo"], ["bar"])
    op.create_foreign_key("fk_test", "t1", "t1", ["foo"], ["bar"], source_schema="a", referent_schema="a")
    op.create_foreign_key("fk_test", "t1", "t2", ["foo"], ["bat"], match="full")
    op.create_check_constraint("ck_user_name_len", "user_table", sa.func.len(sa.column("name")) > 5)
    op.create_check_constraint("ck_user_name_len", "user_table", sa.func.len(sa.column("name")) > 5, schema="foo")
    op.create_check_constraint("ck_user_name_len", "user_table", sa.func.len(sa.column("name")) > 5, deferrable=True)
    op.create_check_constraint("ck", "t", sa.and_(sa.column("a") > 5, sa.column("b").in_(["x", "y"])))
    op.create_check_constraint("ck", "t", sa.column("a").op("~")("^x"))
    op.create_check_constraint(None, "t", "a > 5")
    op.create_unique_constraint("uk_test", "t1", ["foo", "bar"])
    op.create_unique_constraint("uk_test", "t1", ["foo", "bar"], schema="foo")
    op.create_unique_constraint(None, "t1", ["foo"])
    op.drop_constraint("foo_bar_bat", "t1", schema="foo")
    op.drop_constraint("foo_bar_bat", "t1")
    op.drop_constraint("f", "t1", type_="foreignkey", if_exists=True)
    op.create_primary_key("pk_test", "t1", ["foo", "bar"])
    op.create_primary_key(None, "t1", ["foo"])
    op.create_exclude_constraint("test_xcl", "t1", ("x", ">"), where="x > 5", using="gist")
    op.create_exclude_constraint("test_xcl", "t1", ("x", ">"), where=sa.text("x > 5"))
    op.create_exclude_constraint("TEST_XCL", "t1", ("x", ">"), ("y", "="), schema="foo", deferrable=True)
    op.create_table("t", sa.Column("a", sa.ARRAY(sa.Integer, dimensions=2)), sa.Column("b", sa.ARRAY(sa.Enum("q", name="en9"))))
    op.execute("select '%(x)s'")


def downgrade():
    pass
