#!/bin/sh
# What SQLAlchemy does not let one build, a script can catch by the name of the exception.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
cat >alembic/versions/r1.py <<'X'
import sqlalchemy as sa
from alembic import op
revision = "r1"
down_revision = None


def told(make):
    try:
        make()
        op.execute("-- made")
    except Exception as error:
        op.execute(sa.text("-- %s: %s" % (type(error).__name__, str(error).replace(":", "\\:"))))


def upgrade():
    told(lambda: op.create_table("a", sa.Column("n", sa.Integer), sa.Column("n", sa.Text)))
    told(lambda: sa.Table("b", sa.MetaData(), sa.Column("n", sa.Integer), sa.Column("m", sa.Integer, key="n")))
    told(lambda: op.create_table("c", sa.Column("n", sa.Integer), sa.UniqueConstraint("o")))
    told(lambda: op.create_table("d", sa.Column("n", sa.Integer), sa.ForeignKeyConstraint(["o"], ["x.y"])))
    told(lambda: op.create_table("e", sa.Column("n", sa.Integer), sa.Index("i", "o")))
    told(lambda: sa.Column("n", sa.Integer, sa.Identity(), server_default="5"))
    told(lambda: sa.Column("n", sa.Integer, sa.Computed("x"), server_default="5"))
    told(lambda: sa.Column("n", sa.Integer, sa.Identity(), autoincrement=False))
    told(lambda: sa.text("a").in_([1]))
    told(lambda: ~sa.text("a"))
    told(lambda: -sa.text("a"))
    told(lambda: sa.or_(sa.false(), sa.text("a")).label("b"))
X
cat >"$work/wanted" <<'X'
-- DuplicateColumnError: A column with name 'n' is already present in table 'a'.;
-- DuplicateColumnError: A column with key 'n' is already present in table 'b'.;
-- ConstraintColumnNotFoundError: Can't create UniqueConstraint on table 'c': no column named 'o' is present.;
-- ConstraintColumnNotFoundError: Can't create ForeignKeyConstraint on table 'd': no column named 'o' is present.;
-- ConstraintColumnNotFoundError: Can't create Index on table 'e': no column named 'o' is present.;
-- ArgumentError: A column with an Identity object cannot specify a server_default or a server_onupdate argument;
-- ArgumentError: A generated column cannot specify a server_default or a server_onupdate argument;
-- ArgumentError: A column with an Identity object cannot specify autoincrement=False;
-- AttributeError: 'TextClause' object has no attribute 'in_';
-- AssertionError:;
-- TypeError: bad operand type for unary -: 'TextClause';
-- NotImplementedError:;
X
LIMBECK_URL=postgresql://h/d "$limbeck" sql r1 --dialect postgresql 2>"$work/errors" | sed '/^$/d' >"$work/got"
same "each error, in SQLAlchemy's words" "$work/wanted" "$work/got"
refuses() { # TITLE STATEMENT MESSAGE
    printf 'import sqlalchemy as sa\nfrom alembic import op\nrevision = "r1"\ndown_revision = None\nt = sa.table("t", sa.column("n", sa.Integer))\ndef upgrade():\n    %s\n' "$2" \
        >alembic/versions/r1.py
    LIMBECK_URL=postgresql://h/d "$limbeck" sql r1 --dialect postgresql >"$work/out" 2>&1
    status=$?
    grep -q "$3" "$work/out" && [ $status = 3 ]
    check "$1" $?
}
refuses "a float that SQLAlchemy would cut off" "op.execute(t.insert().values(n=2.5))" "a float as the value of an Integer"
refuses "a subquery in a CHECK" "op.create_check_constraint('c', 't', sa.exists().where(t.c.n == 1))" "a subquery where columns stand"
refuses "the name of an index of expressions" "op.create_index(None, 't', [sa.text('lower(n)')])" "without a name for the index"
finish
