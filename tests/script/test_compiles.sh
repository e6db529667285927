#!/bin/sh
# @compiles: a type's function that returns a text is called; what else it would write is refused at the
# operation that needs it. The SQL is what Alembic 1.19.1 with SQLAlchemy 2.0.52 printed for the same scripts.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
sed -i 's,^script_location.*,&\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///x.db,' alembic.ini
mkdir app && : >app/__init__.py
env() { printf '%s\nfrom alembic import context\ncontext.configure()\n' "$1" >alembic/env.py; }
script() { # script ID DOWN HEAD BODY
    printf 'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nrevision = "%s"\ndown_revision = %s\n%s\ndef upgrade():\n%s\ndef downgrade():\n    pass\n' "$1" "$2" "$3" "$4" >"alembic/versions/$1.py"
}
prints() { # prints NAME DIALECT LINE: in the SQL of a1
    "$limbeck" sql a1 --dialect "$2" >"$work/out" 2>&1
    says "$1" "$3"
}
refuses() { # refuses NAME DIALECT PATTERN
    "$limbeck" sql a1 --dialect "$2" >"$work/out" 2>&1
    [ $? = 3 ] && grep -q "$3" "$work/out"
    bad=$?
    [ $bad = 0 ] || sed 's/^/# /' "$work/out"
    check "$1" $bad
}
compiles='from sqlalchemy.ext.compiler import compiles'
table='    op.create_table("t", sa.Column("a", sa.BigInteger()), sa.Column("b", sa.BIGINT()), sa.Column("c", postgresql.JSONB()))'
script a1 None "$compiles
@compiles(sa.BigInteger, 'sqlite')
def whole(type_, compiler, **kw):
    return 'INTEGER'
@compiles(postgresql.JSONB, 'sqlite')
def text(element, compiler, **kw):
    return 'TEXT'" "$table"
prints "a type of this revision" sqlite "    a INTEGER"
prints "its subclass has a name of its own" sqlite "    b BIGINT"
prints "a type the dialect does not have" sqlite "    c TEXT"
prints "another dialect is not concerned" postgresql "    a BIGINT"
script a1 None "$compiles
@compiles(sa.BigInteger)
def whole(type_, compiler, **kw):
    return 'W%d' % len(compiler.dialect.name)" "$table"
prints "every dialect, which it may ask for" postgresql "    a W10"
script a1 None "$compiles
class Short(sa.String):
    pass
class Mine(sa.TypeDecorator):
    impl = sa.String
@compiles(Short)
def short(type_, compiler, **kw):
    return 'SHORT(%d)' % type_.length
@compiles(Mine, 'postgresql')
def mine(type_, compiler, **kw):
    return 'MINE'" '    op.create_table("t", sa.Column("a", Short(5)), sa.Column("b", Mine(7)), sa.Column("c", sa.String(9)))'
prints "classes of the application" postgresql "    a SHORT(5)"
prints "a TypeDecorator" postgresql "    b MINE"
prints "on the other dialect as it is" sqlite "    b VARCHAR(7)"
prints "their base is not concerned" postgresql "    c VARCHAR(9)"
script a1 None "$compiles
@compiles(sa.BigInteger)
def whole(type_, compiler, **kw):
    return compiler.visit_INTEGER(type_)" "$table"
refuses "what the compiler is asked for" sqlite "a1.py:11:5: .*the type BigInteger, which @compiles of .*a1.py:7 writes"

for kind in 'DropTable|op.drop_table("t")' 'CreateTable|op.create_table("t", sa.Column("a", sa.Integer))' 'CreateColumn|op.create_table("t", sa.Column("a", sa.Integer))' 'AddColumn|op.add_column("t", sa.Column("a", sa.Integer))' \
    'CreateIndex|op.create_index("i", "t", ["a"])' 'DropIndex|op.drop_index("i", "t")' 'CreateSchema|op.execute(sa.schema.CreateSchema("s"))'; do
    name=${kind%%|*}
    module=sqlalchemy.schema
    [ $name = AddColumn ] && module=alembic.ddl.base
    printf '%s\nfrom '$module' import %s\n@compiles(%s, "postgresql")\ndef write(element, compiler, **kw):\n    return "X"\n' "$compiles" "$name" "$name" >app/ddl.py
    script a1 None "import app.ddl" "    ${kind#*|}"
    refuses "@compiles($name)" postgresql "the SQL of $name, which @compiles of .*app/ddl.py:3 writes"
done
script a1 None "import app.ddl" '    op.drop_table("t")'
prints "of another construct nothing is refused" postgresql "DROP TABLE t"
printf '%s\nfrom sqlalchemy.sql.expression import Insert\n@compiles(Insert)\ndef write(element, compiler, **kw):\n    return "X"\n' "$compiles" >app/ddl.py
script a1 None "import app.ddl" '    op.execute(sa.table("t", sa.column("a")).insert().values(a=1))'
refuses "@compiles(Insert)" postgresql "the SQL of Insert, which @compiles"

env 'import app.ddl'
printf '%s\nfrom sqlalchemy.schema import DropTable\n@compiles(DropTable, "sqlite")\ndef write(element, compiler, **kw):\n    return "X"\n' "$compiles" >app/ddl.py
script a1 None "" '    op.drop_table("t")'
"$limbeck" upgrade head --sql >"$work/out" 2>&1
says "what env.py imports" "the SQL of DropTable, which @compiles of .*app/ddl.py:3 writes"
env ''
script b2 '"a1"' "$compiles
from sqlalchemy.schema import DropTable
@compiles(DropTable, 'postgresql')
def write(element, compiler, **kw):
    return 'X'" "    pass"
refuses "what another revision has: Alembic loads all of them first" postgresql "the SQL of DropTable, which @compiles of .*b2.py:8 writes"
prints "which is of PostgreSQL" sqlite "DROP TABLE t"
script b2 '"a1"' "$compiles
from sqlalchemy.schema import DropTable
# @compiles(DropTable)
def write(element, compiler, **kw):
    return 'X'
compiles(DropTable, 'sqlite')(write)" "    pass"
refuses "what another revision registers by a call" sqlite "the SQL of DropTable, which @compiles of .*b2.py:11 writes"
prints "and not what is a comment" postgresql "DROP TABLE t"
# ---- functions of the application ---------------------------------------------------------------------
env ""
cat >app/ddl.py <<'X'
from sqlalchemy import DateTime, Numeric, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression
from sqlalchemy.sql.functions import FunctionElement, GenericFunction
class utcnow(expression.FunctionElement):
    type = DateTime()
    inherit_cache = True
@compiles(utcnow, "postgresql")
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"
class greatest(FunctionElement):
    type = Numeric()
    name = "greatest"
@compiles(greatest)
def default_greatest(element, compiler, **kw):
    return compiler.visit_function(element, **kw)
@compiles(greatest, "sqlite")
def case_greatest(element, compiler, **kw):
    arg1, arg2 = list(element.clauses)
    return compiler.process(case((arg1 > arg2, arg1), else_=arg2), **kw)
class as_utc(GenericFunction):
    type = DateTime()
@compiles(as_utc)
def write_as_utc(element, compiler, **kw):
    return "(%s AT TIME ZONE 'UTC')" % compiler.process(element.clauses, **kw)
class json_path(FunctionElement):
    def __init__(self, base, path):
        self.path = path
        super().__init__(base)
@compiles(json_path)
def write_json_path(element, compiler, **kw):
    return "%s #>> '{%s}'" % (compiler.process(element.clauses, **kw), ",".join(element.path))
class swapped(FunctionElement):
    name = "swapped"
@compiles(swapped)
def write_swapped(element, compiler, **kw):
    first, second = [compiler.process(clause, **kw) for clause in element.clauses]
    return "%s <> %s AND %s > 0" % (second, first, second)
class fails(FunctionElement):
    name = "fails"
@compiles(fails, "postgresql")
def write_fails(element, compiler, **kw):
    return "works(%s)" % compiler.process(element.clauses, **kw)
@compiles(fails, "sqlite")
def write_fails_on_sqlite(element, compiler, **kw):
    raise ValueError("not here")
class asks(FunctionElement):
    name = "asks"
@compiles(asks)
def write_asks(element, compiler, **kw):
    return compiler.visit_bindparam(element)
class bare(FunctionElement):
    name = "bare"
X
t='    t = sa.table("t", sa.column("id", sa.Integer), sa.column("at", sa.DateTime))'
body() { script a1 None "from app.ddl import *" "$t
    $1"; }
body 'op.execute(t.update().values(at=utcnow()).where(t.c.id < greatest(t.c.id, 5)))'
prints "a FunctionElement, and its visit_function()" postgresql "UPDATE t SET at=TIMEZONE('utc', CURRENT_TIMESTAMP) WHERE t.id < greatest(t.id, 5)"
refuses "on a dialect without its @compiles" sqlite "utcnow() on SQLite, for which no @compiles is given\|anon() on SQLite, for which no @compiles is given"
body 'op.execute(sa.select(greatest(t.c.id, 3)))'
prints "an expression that it is given" sqlite "SELECT CASE WHEN (t.id > 3) THEN t.id ELSE 3 END AS greatest_1"
body 'op.execute(sa.select(utcnow(), as_utc(t.c.at).label("q"), json_path(t.c.id, ["a", "b"])))'
prints "labels, a GenericFunction, an __init__ of its own" postgresql "SELECT TIMEZONE('utc', CURRENT_TIMESTAMP) AS anon_1, (t.at AT TIME ZONE 'UTC') AS q, t.id #>> '{a,b}' AS anon_2"
body 'op.add_column("t", sa.Column("made", sa.DateTime(), server_default=utcnow()))'
prints "as a server default" postgresql "ALTER TABLE t ADD COLUMN made TIMESTAMP WITHOUT TIME ZONE DEFAULT TIMEZONE('utc', CURRENT_TIMESTAMP)"
body 'op.execute(sa.select(swapped(t.c.id, 7)))'
prints "items in another order, and twice" postgresql "SELECT 7 <> t.id AND 7 > 0 AS swapped_1"
body 'op.execute(sa.select(fails(1)))'
prints "one that raises on another dialect" postgresql "SELECT works(1) AS fails_1"
refuses "and is refused there" sqlite "what @compiles of .* writes for fails()"
body 'op.execute(sa.select(asks(1)))'
refuses "one that asks for more of the compiler" postgresql "what @compiles of .*app/ddl.py:[0-9]* writes for asks()"
body 'op.execute(sa.select(bare(1)))'
refuses "one without a @compiles" postgresql "bare(), for which no @compiles is given"
script a1 None "" "$t
    op.execute(t.insert().values(id=1))"
script b2 '"a1"' "$compiles
from sqlalchemy.sql.expression import FunctionElement, Insert
class other(FunctionElement):
    name = 'other'
@compiles(other)
def write(element, compiler, **kw):
    return 'OTHER'" "    @compiles(Insert)
    def never(element, compiler, **kw):
        return 'X'"
prints "what another revision defines for itself concerns it alone" postgresql "INSERT INTO t (id) VALUES (1)"
finish
