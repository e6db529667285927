#!/bin/sh
# Libraries installed beside a project: found where its tools put them, read and never run, within
# their folders; and what extends op, from there and from the project itself. The SQL of the
# operations is what Alembic 1.19.1 prints for the same files (upgrade head --sql).
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL VIRTUAL_ENV CONDA_PREFIX
export HOME="$work/home"
mkdir -p "$work/p/m/versions" "$work/home" && cd "$work/p" || exit 1
printf '[alembic]\nscript_location = %%(here)s/m\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///x.db\n' >alembic.ini
printf 'from alembic import context\ncontext.configure(url="sqlite://", literal_binds=True)\n%s\n' \
    'with context.begin_transaction():
    context.run_migrations()' >m/env.py
revision() { # revision IMPORTS BODY
    printf 'from alembic import op\nimport sqlalchemy as sa\n%s\nrevision = "a"\ndown_revision = None\ndef upgrade():\n%s\n' "$1" "$2" >m/versions/a.py
}
statements() { # statements WANTED [OPTIONS]: of upgrade --sql; in $got
    "$limbeck" $2 upgrade head --sql >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
    got=$(grep -v '^BEGIN;$\|^COMMIT;$\|^--\|alembic_version' "$work/out" | trimmed | grep -v '^ \|^)\|^$')
    [ "$got" = "$1" ] || echo "# got '$got'"
    [ "$got" = "$1" ]
}
prints() { # prints NAME WANTED [OPTIONS]
    statements "$2" "${3:-}"
    check "$1" $?
}
refused() { # refused NAME PATTERN [OPTIONS]
    "$limbeck" ${3:-} upgrade head --sql >"$work/out" 2>"$work/errors"
    status=$?
    grep -q -- "$2" "$work/errors" || sed 's/^/# /' "$work/errors"
    check "$1" "$([ "$status" = 3 ] && grep -q -- "$2" "$work/errors"; echo $?)"
}
library() { # library FOLDER: opkit, in it
    mkdir -p "$1/opkit"
    cat >"$1/opkit/__init__.py" <<'P'
import re
from typing import TYPE_CHECKING, Any

from alembic.operations import MigrateOperation, Operations, BatchOperations
from alembic.autogenerate import comparators, renderers
from sqlalchemy import text
from sqlalchemy.types import TypeEngine, UserDefinedType

if TYPE_CHECKING:
    from nowhere import Thing


class View:
    def __init__(self, name, query, schema="public"):
        self.name, self.query, self.schema = name, re.sub(r"\s+", " ", query).strip(), schema


class _OfView(MigrateOperation):
    def __init__(self, view):
        self.view = view

    @classmethod
    def invoke_for(cls, operations, view):
        return operations.invoke(cls(view))


@Operations.register_operation("make_view", "invoke_for")
class MakeView(_OfView):
    def reverse(self):
        return DropView(self.view)


@Operations.register_operation("drop_view", "invoke_for")
class DropView(_OfView):
    def reverse(self):
        return MakeView(self.view)


@Operations.implementation_for(MakeView)
def make_view(operations, operation):
    operations.execute(text(f"CREATE VIEW {operation.view.name} AS {operation.view.query}"))
    return operation.view.name


@Operations.implementation_for(DropView)
def drop_view(operations, operation):
    if operations.migration_context.dialect.name == "sqlite":
        operations.execute(f"DROP VIEW {operation.view.name}")


@Operations.register_operation("keep_views")
@BatchOperations.register_operation("keep_views", "keep_views_of_batch")
class KeepViews(MigrateOperation):
    def __init__(self, table):
        self.table = table

    @classmethod
    def keep_views(cls, operations, table):
        return operations.invoke(cls(table))

    @classmethod
    def keep_views_of_batch(cls, operations, note):
        return operations.invoke(cls(note))


@Operations.implementation_for(KeepViews)
def keep_views_implementation(operations, operation):
    operations.execute("SELECT '%s'" % operation.table)


@renderers.dispatch_for(MakeView)
def render(context, operation):
    return "op.make_view()"


class Span(UserDefinedType[Any]):
    cache_ok = True

    def __init__(self, size=None):
        self.size = size

    def get_col_spec(self, **kw):
        return "SPAN" if self.size is None else "SPAN(%d)" % self.size

    class Comparator(TypeEngine.Comparator[Any]):
        def near(self, other):
            return self.op("<->")(other)

    comparator_factory = Comparator
P
}

# ---- where it is found ------------------------------------------------------------------------
revision 'import opkit' '    op.execute("SELECT %d" % len(opkit.View("a", "b", "12").schema))'
refused "no environment: what is asked of the library is unknown" "opkit.View"
library "$work/libraries/lib/python3.11/site-packages"
prints "--site-packages with a virtual environment" "SELECT 2;" "--site-packages $work/libraries"
prints "--site-packages with the folder itself" "SELECT 2;" "--site-packages $work/libraries/lib/python3.11/site-packages"
printf '\n[limbeck]\nsite_packages = ../libraries\n' >>alembic.ini
prints "[limbeck] site_packages, from the folder of the ini" "SELECT 2;"
sed -i '/limbeck/,$d' alembic.ini
export VIRTUAL_ENV="$work/libraries"
prints "\$VIRTUAL_ENV" "SELECT 2;"
unset VIRTUAL_ENV
export CONDA_PREFIX="$work/libraries"
prints "\$CONDA_PREFIX" "SELECT 2;"
unset CONDA_PREFIX
for name in .venv venv; do
    for folder in "$work/p" "$work"; do
        cp -r "$work/libraries" "$folder/$name"
        refused "$name without pyvenv.cfg is no environment" "opkit.View"
        : >"$folder/$name/pyvenv.cfg"
        prints "$name in $(basename "$folder")" "SELECT 2;"
        rm -r "${folder:?}/$name"
    done
done
printf '%s/bin/python\n' "$work/libraries" >.pdm-python
: >"$work/libraries/pyvenv.cfg"
prints "the environment that pdm chose" "SELECT 2;"
rm .pdm-python
library __pypackages__/3.11/lib
prints "__pypackages__" "SELECT 2;"
rm -r __pypackages__
mkdir -p "$HOME/.local/share/virtualenvs"
cp -r "$work/libraries" "$HOME/.local/share/virtualenvs/p-x1"
pwd | tr -d '\n' >"$HOME/.local/share/virtualenvs/p-x1/.project"
: >Pipfile
prints "the environment of pipenv for this project" "SELECT 2;"
rm -r "$HOME/.local" Pipfile
"$limbeck" --site-packages "$work/nowhere" heads >"$work/out" 2>&1
check "a folder that is not there is an error" "$([ $? != 0 ] && grep -q "there is no folder" "$work/out"; echo $?)"
ln -s "$work/libraries" .venv
refused "a .venv that is a link is not followed" "opkit.View"
rm .venv

# ---- what comes from it ------------------------------------------------------------------------
export VIRTUAL_ENV="$work/libraries"
site=$work/libraries/lib/python3.11/site-packages
printf 'VALUE = "of the project"\n' >shared_name.py
printf 'VALUE = "of the library"\n' >"$site/shared_name.py"
revision 'import shared_name' '    op.execute("SELECT '"'%s'"'" % shared_name.VALUE)'
prints "the project's own module comes first" "SELECT 'of the project';"
rm shared_name.py
mkdir -p "$site/sqlalchemy" "$site/alembic" "$site/pydantic"
for name in sqlalchemy/__init__ sqlalchemy/extra alembic/__init__ alembic/extra re inspect pydantic/extra; do
    printf 'def compile(*x):\n    return "taken"\nVALUE = text = search = "taken"\ngetsource = compile\n' >"$site/$name.py"
done
revision 'import re' '    op.execute("SELECT %s" % re.sub("a", "b", "1"))'
prints "Alembic, SQLAlchemy and Python's library are limbeck's" "SELECT 1;"
for function in sqlalchemy.extra.compile alembic.extra.compile inspect.getsource pydantic.extra.compile; do
    revision "import ${function%.*}" "    op.execute($function())"
    refused "no part of ${function%.*} comes from there" "calling '$function', which limbeck \(could not import\|does not have\)"
done
printf 'import ctypes\nSIZE = 3 if ctypes.sizeof(ctypes.c_int) else 4\nNAME = "x"\n' >"$site/needy.py"
revision 'import needy' '    op.execute("SELECT 1")'
prints "a library that limbeck cannot evaluate stops nothing that needs nothing of it" "SELECT 1;"
revision 'import needy' '    op.execute("SELECT %d" % needy.SIZE)'
refused "what is needed of it is refused" "'needy.SIZE'"
check "with the line of the library" "$(grep -q "^hint: needy.SIZE is not known, because of .*site-packages/needy.py:2" "$work/errors"; echo $?)"

# ---- no more rights than a script ------------------------------------------------------------
printf 'secret = "s"\n' >"$work/outside.py"
ln -s "$work/outside.py" "$site/linked.py"
revision 'import linked' '    op.execute(linked.secret)'
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "a link out of the libraries is not read" "$([ $? != 0 ] && ! grep -q '^s;' "$work/out" && grep -q "linked.py' is a symbolic link out of the installed libraries" "$work/out"; echo $?)"
rm "$site/linked.py"
for body in 'open("/etc/passwd").read()' 'open(__file__).read()' '__import__("os").system("touch x")' \
    '__import__("subprocess").run(["touch", "x"])' '__import__("socket").socket()' 'eval("open(chr(47)).read()")' \
    '__import__("os").listdir("/")'; do
    printf 'def run():\n    return str(%s)\n' "$body" >"$site/hostile.py"
    revision 'import hostile' '    op.execute(hostile.run())'
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    status=$?
    check "a library cannot: $body" "$([ $status = 3 ] && [ ! -e x ]; echo $?)"
done
printf 'while True:\n    pass\n' >"$site/hostile.py"
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "a library that does not end is stopped" "$([ $? = 3 ]; echo $?)"
printf 'x = ["a" * 1000000]\nwhile True:\n    x = x + x\n' >"$site/hostile.py"
"$limbeck" upgrade head --sql >"$work/out" 2>&1
check "a library that takes all memory is stopped" "$([ $? = 3 ]; echo $?)"
rm "$site/hostile.py"

# ---- operations ------------------------------------------------------------------------------
revision 'from opkit import View' '    op.make_view(View("v", "SELECT 1\n      AS a"))
    op.drop_view(View("v", ""))
    op.keep_views("t")
    with op.batch_alter_table("t") as batch:
        batch.keep_views("u")'
sed -i 's/\\n//' m/versions/a.py
prints "op has what a library registers" "CREATE VIEW v AS SELECT 1 AS a;
DROP VIEW v;
SELECT 't';
SELECT 'u';"
revision '' '    op.keep_views("t")'
refused "not without its import" "'alembic.op.keep_views'"
sed -i '1i import opkit' m/env.py
prints "env.py's import is enough" "SELECT 't';"
mkdir -p app && : >app/__init__.py
cat >app/ops.py <<'P'
from alembic.operations import Operations, MigrateOperation


@Operations.register_operation("make_sequence")
class MakeSequence(MigrateOperation):
    def __init__(self, name, schema=None):
        self.name, self.schema = name, schema

    @classmethod
    def make_sequence(cls, operations, name, **kw):
        return operations.invoke(MakeSequence(name, **kw))


@Operations.implementation_for(MakeSequence)
def make_sequence(operations, operation):
    name = operation.name if operation.schema is None else "%s.%s" % (operation.schema, operation.name)
    operations.execute("CREATE SEQUENCE %s" % name)
P
sed -i '1s/.*/import app.ops/' m/env.py
revision '' '    op.make_sequence("s", schema="x")'
prints "and the project's own operations" "CREATE SEQUENCE x.s;"
revision 'from alembic.operations import Operations, ops' '    @Operations.implementation_for(ops.CreateTableOp, replace=True)
    def other(operations, operation):
        pass
    op.create_table("t", sa.Column("id", sa.Integer))'
refused "another implementation of Alembic's own operations" "another implementation of 'alembic.operations.ops.CreateTableOp'"

# ---- types --------------------------------------------------------------------------------------
revision 'from opkit import Span' '    op.add_column("t", sa.Column("s", Span(3)))'
prints "a type with a comparator" "ALTER TABLE t ADD COLUMN s SPAN(3);"
printf 'from opkit import Span\nclass Folded(Span):\n    class comparator_factory(Span.Comparator):\n        def __eq__(self, other):\n            return 1\n' >"$site/folded.py"
revision 'from folded import Folded' '    t = sa.table("t", sa.column("s", Folded()))
    op.execute(t.delete().where(t.c.s == "x"))'
refused "one that writes operators in its own way" "the operators of the type folded.Folded, which defines its own"
finish
