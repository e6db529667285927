#!/bin/sh
# Which module has which type, against what dir() of SQLAlchemy 2.0.52's modules says
# (golden/types_of_modules.txt): a script's `try: from ... import` takes the way it takes there.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project
sed 1d "$root/tests/script/golden/types_of_modules.txt" >"$work/types"
{
    printf 'from alembic import op\nimport sqlalchemy as sa\nfrom importlib import import_module\nimport sqlalchemy, sqlalchemy.types, sqlalchemy.sql.sqltypes\nfrom sqlalchemy.dialects import postgresql, sqlite\nrevision = "one"\ndown_revision = None\n'
    printf 'MODULES = {"sqlalchemy": sqlalchemy, "sqlalchemy.types": sqlalchemy.types, "sqlalchemy.sql.sqltypes": sqlalchemy.sql.sqltypes, "sqlalchemy.dialects.postgresql": postgresql, "sqlalchemy.dialects.sqlite": sqlite}\n'
    printf 'def upgrade():\n'
    while IFS=: read -r name modules; do
        printf '    op.execute("%s: " + " ".join(key for key, module in MODULES.items() if hasattr(module, "%s")))\n' "$name" "$name"
    done <"$work/types"
} >alembic/versions/one.py
sed -i '/importlib/d' alembic/versions/one.py
"$limbeck" sql one --dialect postgresql >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
sed -n 's/ *;$//p' "$work/out" | sed 's/ *$//' >"$work/got"
sed 's/ *$//' "$work/types" >"$work/wanted"
same "hasattr() of five modules, name by name" "$work/wanted" "$work/got"

{
    printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\ndef upgrade():\n'
    while IFS=: read -r name modules; do
        for module in sqlalchemy sqlalchemy.types sqlalchemy.sql.sqltypes sqlalchemy.dialects.postgresql sqlalchemy.dialects.sqlite; do
            printf '    try:\n        from %s import %s\n        op.execute("%s %s: yes")\n    except ImportError:\n        op.execute("%s %s: no")\n' $module "$name" $module "$name" $module "$name"
        done
    done <"$work/types"
} >alembic/versions/one.py
"$limbeck" sql one --dialect postgresql >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
sed -n 's/ *;$//p' "$work/out" >"$work/got"
while IFS=: read -r name modules; do
    for module in sqlalchemy sqlalchemy.types sqlalchemy.sql.sqltypes sqlalchemy.dialects.postgresql sqlalchemy.dialects.sqlite; do
        case " $modules " in *" $module "*) echo "$module $name: yes" ;; *) echo "$module $name: no" ;; esac
    done
done <"$work/types" >"$work/wanted"
same "and from ... import" "$work/wanted" "$work/got"

refused() { # refused NAME STATUS PATTERN: the module on standard input
    cat >alembic/versions/one.py
    "$limbeck" sql one --dialect postgresql >"$work/out" 2>&1
    status=$?
    [ $status = "$2" ] || sed "s/^/# $status /" "$work/out"
    check "$1" "$([ $status = "$2" ] && grep -q -- "$3" "$work/out"; echo $?)"
}
refused "a name of limbeck's own is no type" 3 "one.py:5:.*sqlalchemy.UserDefined" <<'X'
import sqlalchemy as sa
revision = "one"
down_revision = None
def upgrade():
    sa.Column("a", sa.UserDefined())
X
for option in 'postgresql_where=[]' 'postgresql_ops=["x"]' 'postgresql_with=["x"]' 'postgresql_using=["x"]' 'postgresql_include="xy"' 'postgresql_tablespace={}'; do
    refused "create_index($option) is refused" 3 "one.py:5:5: .*the index option ${option%%=*} with such a value" <<X
from alembic import op
revision = "one"
down_revision = None
def upgrade():
    op.create_index("i", "t", ["a"], $option)
X
done
# ---- types of the application -----------------------------------------------------------------
type_of() { # type_of NAME PATTERN: the class on standard input, as the type of a column that takes a value
    { printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "one"\ndown_revision = None\n'
      cat
      printf 'def upgrade():\n    op.create_table("t", sa.Column("e", Own()))\n    op.bulk_insert(sa.table("t", sa.column("e", Own())), [{"e": "A"}])\n'; } >"$work/type.py"
    refused "$1" 3 "$2" <"$work/type.py"
}
# What such types make of values: tests/projects/cases/own-*.txt.
for hook in bind_processor literal_processor; do
    type_of "$hook of a TypeDecorator is refused where a value is written" "$hook() of the type Own" <<X
class Own(sa.types.TypeDecorator):
    impl = sa.String
    def $hook(self, given):
        return given
X
done
type_of "a value that is another one each time is refused" "a value that the type Own returns differently each time" <<'X'
from random import random
class Own(sa.types.TypeDecorator):
    impl = sa.Float
    def process_bind_param(self, value, dialect):
        return random()
X
type_of "so is one that the type fails to make" "a value of the type Own, which raised ValueError: no" <<'X'
class Own(sa.types.TypeDecorator):
    impl = sa.Float
    def process_bind_param(self, value, dialect):
        raise ValueError("no")
X
for base in sa.String sa.types.UserDefinedType sa.types.TypeDecorator; do
    type_of "__visit_name__ of a $base is refused" "type [a-z_.]*Own" <<X
class Own($base):
    impl = sa.String
    __visit_name__ = "text"
$([ $base = sa.types.UserDefinedType ] && printf '    def get_col_spec(self, **kw):\n        return "text"')
X
done
type_of "get_col_spec of a String is refused" "the type [a-z_.]*Own on PostgreSQL" <<'X'
class Own(sa.String):
    def get_col_spec(self, **kw):
        return "text"
X
cat >"$work/type.py" <<'X'
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
revision = "one"
down_revision = None
class Own(sa.JSON):
    __visit_name__ = "JSONB"
def upgrade():
    both = sa.JSON().with_variant(postgresql.JSONB(), "postgresql").with_variant(Own(), "sqlite")
    op.create_table("t", sa.Column("e", both))
X
refused "a variant of another dialect may be such a type" 0 "e JSONB" <"$work/type.py"
"$limbeck" sql one --dialect sqlite >"$work/out" 2>&1
says "and is refused on its own" "one.py:10:.*the type of the application on SQLite"
finish
