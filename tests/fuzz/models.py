"""Random models under limbeck and under Alembic: the same revision --autogenerate against an empty database.

usage: models.py LIMBECK SERVER_URL [COUNT [SEED [changes]]]     with Alembic, SQLAlchemy and psycopg2 on PYTHONPATH

Each case is one module of models, compared on PostgreSQL and on SQLite. With `changes` the database is made from the
module as it was before some random edits; what differs then and stays: two keys of the same columns on SQLite, of which
SQLAlchemy's inspector drops one, and DEFERRABLE of a unique constraint, which Alembic's downgrade forgets. What limbeck refuses by name is counted apart,
and so is what SQLAlchemy or Alembic does not take. Ends with status 1 if a revision differs, which is printed.
"""
import collections
import difflib
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import types
import warnings

import sqlalchemy
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext

HEAD = '''import datetime, decimal, enum, typing, uuid
from typing import Optional, List
import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, CheckConstraint, ForeignKeyConstraint, func, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declarative_base, declared_attr, mapped_column, registry, relationship
class Mood(enum.Enum):
    happy = "h"
    sad = "s"
class Level(str, enum.Enum):
    low = "low"
    high = "high"
class Trimmed(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
Short = typing.Annotated[str, mapped_column(sa.String(12), index=True)]
Key = typing.Annotated[int, mapped_column(primary_key=True)]
'''
CONVENTION = ('naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", '
              '"ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", '
              '"pk": "pk_%(table_name)s"}')
TYPES = ["sa.Integer", "sa.Integer()", "sa.BigInteger", "sa.SmallInteger", "sa.String", "sa.String(20)", "sa.Text()", "sa.Unicode(9)",
         "sa.Boolean", "sa.Boolean(create_constraint=True, name='ck_bool')", "sa.Date", "sa.DateTime(timezone=True)", "sa.DateTime", "sa.Time",
         "sa.Float", "sa.Float(53)", "sa.Numeric(10, 2)", "sa.Numeric", "sa.LargeBinary", "sa.JSON", "sa.JSON(none_as_null=True)", "sa.Uuid", "sa.Interval", "sa.Double",
         "sa.Enum(Mood)", "sa.Enum(Level, name='levels')", "sa.Enum('a', 'b', name='letters')", "sa.Enum(Mood, native_enum=False, length=9)",
         "sa.Enum('x', 'y', name='xy', create_constraint=True, native_enum=False)", "Trimmed(30)", "sa.String().with_variant(sa.Text(), 'sqlite')",
         "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')", "sa.String(5, collation='C')", "sa.PickleType", "sa.CHAR(3)", "sa.TIMESTAMP(timezone=True)"]
POSTGRESQL = ["postgresql.JSONB", "postgresql.ARRAY(sa.String)", "sa.ARRAY(sa.Integer)", "postgresql.UUID(as_uuid=True)", "postgresql.INET", "postgresql.TSVECTOR",
              "postgresql.ENUM('p', 'q', name='pq')", "postgresql.INT4RANGE", "postgresql.HSTORE", "postgresql.INTERVAL(fields='YEAR')", "postgresql.BIT(5, varying=True)"]
ANNOTATIONS = ["int", "str", "bool", "float", "datetime.datetime", "datetime.date", "decimal.Decimal", "bytes", "uuid.UUID", "Mood", "Level", "Short", "typing.Literal['l', 'm']"]
DEFAULTS = ["'x'", "\"it's\"", "''", "text('1')", "text(\"'q'\")", "func.now()", "sa.false()", "sa.true()", "'0'", "text('now()')", "sa.literal('z')", "text('CURRENT_TIMESTAMP')"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines, self.tables, self.numbered = [], [], 0
        self.flags_indexes = self.chance(0.5)  # not both ways: of two indexes of one name Alembic takes either

    def chance(self, share):
        return self.random.random() < share

    def pick(self, choices):
        return self.random.choice(choices)

    def number(self):
        self.numbered += 1
        return self.numbered

    def type(self):
        chosen = self.pick(POSTGRESQL) if self.on_postgresql and self.chance(0.25) else self.pick(TYPES)
        return chosen.replace("name='xy'", f"name='xy{self.number()}'").replace("name='ck_bool'", f"name='ck_bool{self.number()}'")

    def options(self, plain=False):
        options = []
        for share, text in ((0.25, "nullable=False"), (0.1, "nullable=True"), (0.15, "index=True"), (0.12, "unique=True"), (0.1, "comment='a \"remark\"'"),
                            (0.08, "default=3"), (0.05, "info={'a': 1}"), (0.05, "doc='d'")):
            if self.chance(share) and not (plain and text in ("default=3", "info={'a': 1}", "doc='d'")):
                options.append(text)
        if self.chance(0.25):
            options.append("server_default=" + self.pick(DEFAULTS))
        if "nullable=False" in options and "nullable=True" in options:
            options.remove("nullable=True")
        if not self.flags_indexes and "index=True" in options:
            options.remove("index=True")
        return options

    def foreign_key(self):
        table, column = self.pick(self.tables)
        options = [text for share, text in ((0.3, "ondelete='CASCADE'"), (0.1, "onupdate='SET NULL'"), (0.2, f"name='fk_{self.number()}'"),
                                            (0.1, "use_alter=True"), (0.1, "deferrable=True"), (0.1, "initially='DEFERRED'")) if self.chance(share)]
        if any("use_alter" in one for one in options) and not any("name=" in one for one in options):
            options.append(f"name='fk_{self.number()}'")
        return f"ForeignKey({', '.join([repr(table + '.' + column)] + options)})"

    def column(self, call, name=None):
        """Arguments of Column() or mapped_column()."""
        parts = [repr(name)] if name else []
        options = self.options()
        if self.tables and self.chance(0.25):
            parts += ["sa.Integer", self.foreign_key()]
            options = [one for one in options if "server_default" not in one]
        else:
            parts.append(self.type())
            if self.chance(0.05):
                parts = [*(parts[:-1]), "sa.Integer", f"sa.Computed('1 + 2'{self.pick(['', ', persisted=True'])})"]
                options = [one for one in options if "default" not in one]
        if self.chance(0.07):
            options.append(f"key='k{self.number()}'")
        return f"{call}({', '.join(parts + options)})"

    def key(self, call, name=None):
        first = [repr(name)] if name else []
        return f"{call}({', '.join(first + [self.pick(['sa.Integer', 'sa.BigInteger', 'sa.Integer, sa.Identity()', 'sa.Integer, sa.Identity(always=True, start=3)', 'sa.String(9)', 'sa.Uuid']), 'primary_key=True'])})"

    def arguments(self, names, table):
        """__table_args__ or the rest of a Table()."""
        parts = []
        for _ in range(self.random.randint(0, 3)):
            name, other, number = self.pick(names), self.pick(names), self.number()
            parts.append(self.pick([
                f"Index('ix_{number}', {name!r})", f"Index('ix_{number}', {name!r}, {other!r}, unique=True)" if name != other else f"Index('ix_{number}', {name!r}, unique=True)",
                f"Index({'None' if not self.flags_indexes else repr('ix_%d' % number)}, {name!r})", f"Index('ix_{number}', text('lower({name})'))", f"Index('ix_{number}', {name!r}, postgresql_where=text('{name} IS NOT NULL'))",
                f"Index('ix_{number}', {name!r}, postgresql_using='hash')", f"Index('ix_{number}', {name!r}, sqlite_where=text('1 = 1'))",
                f"UniqueConstraint({name!r})", f"UniqueConstraint({name!r}, name='uq_{number}')", f"UniqueConstraint({name!r}, name='uq_{number}', deferrable=True)",
                f"CheckConstraint('{name} IS NOT NULL')", f"CheckConstraint('1 > 0', name='c_{number}')", f"CheckConstraint(sa.text(\"'a%' <> 'b'\"), name='c_{number}')",
                f"CheckConstraint(sa.column({name!r}).is_not(None), name='c_{number}')"]))
        if self.tables and self.chance(0.15):
            parent, key = self.pick(self.tables)
            parts.append(f"ForeignKeyConstraint([{self.pick(names)!r}], ['{parent}.{key}'], name='fk_{self.number()}'{self.pick(['', ', ondelete=%r' % 'SET NULL'])})")
        words = [text for share, text in ((0.12, "comment='of a table'"), (0.08, "info={'x': 1}"), (0.06, "sqlite_autoincrement=True")) if self.chance(share)]
        return parts, words

    def table(self):
        name = f"t{self.number()}"
        names = [f"c{self.number()}" for _ in range(self.random.randint(1, 4))]
        columns = [self.key("Column", "id")] + [self.column("Column", one) for one in names]
        keyed = [one for one, text in zip(names, columns[1:]) if "key=" not in text] or ["id"]
        parts, words = self.arguments(keyed, name)
        self.lines.append(f"{name} = sa.Table({', '.join([repr(name), 'metadata'] + columns + parts + words)})")
        if self.chance(0.2):
            self.lines.append(f"Index('ix_after_{self.number()}', {self.pick([f'{name}.c.{self.pick(keyed)}', f'{name}.c.{self.pick(keyed)}.desc()', f'func.coalesce({name}.c.{self.pick(keyed)}, {name}.c.id)'])})")
        if self.chance(0.1):
            self.lines.append(f"{name}.append_column(Column('late', {self.type()}))")
        self.tables.append((name, "id"))

    def mixin(self):
        number = self.number()
        body = [f"    m{number} = {self.column(self.pick(['Column', 'mapped_column']))}"]
        if "ForeignKey" in body[0]:
            body = [f"    m{number} = {self.pick(['Column', 'mapped_column'])}(sa.Integer)"]
        if self.chance(0.5):
            body.append(f"    n{number}: Mapped[{self.pick(['int', 'Optional[str]', 'str'])}] = mapped_column({', '.join(self.options(True))})")
        if self.chance(0.3):
            body.append(f"    @declared_attr\n    def d{number}(cls):\n        return Column({self.type()})")
        if self.chance(0.2):
            body.append(f"    @declared_attr.directive\n    def __table_args__(cls):\n        return (Index('ix_' + cls.__tablename__ + '_{number}', 'm{number}'),)")
        self.lines.append(f"class Mixin{number}:\n" + "\n".join(body))
        return f"Mixin{number}"

    def model(self, base):
        number = self.number()
        name, table = f"Model{number}", f"model_{number}"
        bases = [self.mixin()] if self.chance(0.3) else []
        body = [f"    __tablename__ = {table!r}"]
        style = self.pick(["Column", "mapped_column", "mapped"])
        body.append("    id: Mapped[Key]" if style == "mapped" and self.chance(0.3) else f"    id{self.pick([': Mapped[int]', ''])  if style == 'mapped' else ''} = {self.key('Column' if style == 'Column' else 'mapped_column')}".replace("id: Mapped[int] = mapped_column(sa.String(9), ", "id: Mapped[int] = mapped_column("))
        names = []
        for _ in range(self.random.randint(1, 5)):
            one = f"c{self.number()}"
            if style == "mapped" and self.chance(0.7):
                annotation = self.pick(ANNOTATIONS)
                annotation = self.pick(["{}", "Optional[{}]", "{} | None", "typing.Union[None, {}]"]).format(annotation) if "Literal" not in annotation else annotation
                value = self.pick(["", f" = mapped_column({', '.join(self.options(True))})", f" = mapped_column({', '.join([self.type()] + self.options(True))})"])
                body.append(f"    {one}: Mapped[{annotation}]{value}")
            else:
                body.append(f"    {one} = " + self.column("Column" if style == "Column" else "mapped_column", self.pick([None, None, None, one + "_x"])))
            if "key=" not in body[-1] and "_x'" not in body[-1]:
                names.append(one)
        if self.chance(0.5) and not bases:
            parts, words = self.arguments(names or ["id"], table)
            words = "{" + ", ".join(f"{word.split('=', 1)[0]!r}: {word.split('=', 1)[1]}" for word in words) + "}" if words else ""
            if parts or words:
                body.append(f"    __table_args__ = ({', '.join(parts + ([words] if words else []))},)")
        self.lines.append(f"class {name}({', '.join(bases + [base])}):\n" + "\n".join(body))
        if names and self.chance(0.15):
            self.lines.append(f"Index('ix_after_{self.number()}', {name}.{self.pick(names)}{self.pick(['', '.desc()'])})")
        if self.chance(0.08):
            self.lines.append(f"{name}.late = {self.pick(['Column', 'mapped_column'])}({self.type()})")
        self.tables.append((table, "id"))
        if self.chance(0.15):
            self.lines.append(f"class Sub{number}({name}):\n    __tablename__ = 'sub_{number}'\n    id = mapped_column(ForeignKey('{table}.id'), primary_key=True)\n    s = mapped_column({self.type()})")
            self.tables.append((f"sub_{number}", "id"))

    def module(self, on_postgresql):
        self.on_postgresql = on_postgresql
        metadata = self.pick(["sa.MetaData()", f"sa.MetaData({CONVENTION})", "sa.MetaData()"])
        self.lines = [f"metadata = {metadata}"]
        self.lines.append(self.pick([
            "class Base(DeclarativeBase):\n    metadata = metadata", "Base = declarative_base(metadata=metadata)",
            "class Base(DeclarativeBase):\n    metadata = metadata\n    type_annotation_map = {str: sa.String(77), datetime.datetime: sa.TIMESTAMP(timezone=True)}",
            "reg = registry(metadata=metadata)\nBase = reg.generate_base()"]))
        for _ in range(self.random.randint(1, 4)):
            self.table() if self.chance(0.4) else self.model("Base")
        return HEAD + "\n".join(self.lines) + "\n"


# What an edit replaces, and by what.
EDITS = [(r"nullable=False", "nullable=True"), (r"nullable=True", "nullable=False"), (r"sa\.String\(20\)", "sa.String(30)"), (r"sa\.Integer\)", "sa.BigInteger)"),
         (r"sa\.BigInteger,", "sa.Integer,"), (r", index=True", ""), (r", unique=True", ""), (r"comment='a \"remark\"'", "comment='another'"), (r", comment='a \"remark\"'", ""),
         (r"ondelete='CASCADE'", "ondelete='SET NULL'"), (r", server_default=[^,()]+(?=[,)])", ""), (r"sa\.Numeric\(10, 2\)", "sa.Numeric(12, 4)"),
         (r"sa\.DateTime\(timezone=True\)", "sa.DateTime()"), (r"sa\.Date\b", "sa.Time"), (r"sa\.Text\(\)", "sa.String(5)"), (r", Index\('ix_\d+', 'c\d+'\)", ""),
         (r", UniqueConstraint\('c\d+', name='uq_\d+'\)", ""), (r"    c\d+ = (?:Column|mapped_column)\([^\n]*\n", ""), (r", Column\('c\d+', sa\.\w+\)", ""),
         (r"\nclass Sub\d+\(Model\d+\):(?:\n    [^\n]*)+", ""), (r"'of a table'", "'of the table'"), (r"(?<=Mapped\[)int(?=\])", "str"), (r"(?<=Mapped\[)Optional\[str\]", "int"),
         (r"name='c_(\d+)'", r"name='cc_\1'"), (r", name='uq_(\d+)'", r", name='uqq_\1'"), (r"postgresql\.INET", "postgresql.JSONB"), (r"sa\.Enum\('a', 'b'", "sa.Enum('a', 'b', 'c'")]


def edited(source, seed):
    chosen = random.Random(seed)
    for _ in range(chosen.randint(1, 4)):
        found = [(match, new) for old, new in EDITS for match in re.finditer(old, source[len(HEAD):])]
        if found:
            match, new = chosen.choice(found)
            source = source[:len(HEAD) + match.start()] + match.expand(new) + source[len(HEAD) + match.end():]
    return source


ENV = '''from alembic import context
from sqlalchemy import create_engine, pool
from models import metadata
with create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
'''
MAKO = '''revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def plain(text):
    """Without what Alembic writes wrongly: Text() of JSONB in a variant, which the script does not import, and % of a CHECK
    doubled, which the server gets doubled."""
    text = text.replace("=Text())", "=sa.Text())").replace("'a%%'", "'a%'").replace("unique=1)", "unique=True)")
    lines = [line.strip() for line in text.splitlines()]
    return in_order([line for line in lines if line and not line.startswith("#")])


def in_order(lines):
    """Columns that go are in the order of a set of names in Alembic, which changes from run to run."""
    start = 0
    for at in range(len(lines) + 1):
        words = ("op.drop_column(", "op.add_column(", "op.drop_constraint(", "op.create_foreign_key(")
        if at == len(lines) or not lines[at].startswith(words) or lines[at].split("(")[0] != lines[start].split("(")[0]:
            lines[start:at] = sorted(lines[start:at])
            start = at
    return lines


def create(source, engine, kind):
    """Makes the database anew from models; False where SQLAlchemy or the server does not take them."""
    with engine.begin() as connection:
        if kind == "postgresql":
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        else:
            engine.dispose()
            pathlib.Path(engine.url.database).unlink(missing_ok=True)
    module = types.ModuleType("models")
    sys.modules["models"] = module
    try:
        exec(compile(source, "models.py", "exec"), module.__dict__)
        with engine.begin() as connection:
            module.metadata.create_all(connection)
        return True
    except Exception:
        return False


def of_alembic(source, engine):
    module = types.ModuleType("models")
    sys.modules["models"] = module
    try:
        exec(compile(source, "models.py", "exec"), module.__dict__)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"target_metadata": module.metadata})
            script = produce_migrations(context, module.metadata)
            return plain("\n".join(f"def {name}():\n" + render_python_code(operations, migration_context=context)
                                   for name, operations in (("upgrade", script.upgrade_ops), ("downgrade", script.downgrade_ops)))), None
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"[:90]


def of_limbeck(limbeck, folder, source):
    (folder / "models.py").write_text(source)
    for old in (folder / "m" / "versions").glob("*.py"):
        old.unlink()
    without = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # limbeck would read SQLAlchemy there
    done = subprocess.run([limbeck, "revision", "--autogenerate", "-m", "x"], cwd=folder, env=without, capture_output=True, text=True, timeout=60)
    written = list((folder / "m" / "versions").glob("*.py"))
    if done.returncode < 0 or "Sanitizer" in done.stderr:
        return None, "CRASH " + done.stderr[-300:]
    if not written:
        return None, re.sub(r"^limbeck: \S+: ", "", (done.stderr.strip().splitlines() or ["nothing was written"])[0])[:150]
    text = written[0].read_text()
    return plain(text[text.index("def upgrade"):]), None


def main():
    limbeck, server = sys.argv[1], sys.argv[2].rstrip("/")
    count, seed = int((sys.argv[3:] or ["100"])[0]), int((sys.argv[4:] or ["1"])[0])
    changes = "changes" in sys.argv[5:]
    warnings.simplefilter("ignore")
    name = f"models_{seed}"
    admin = sqlalchemy.create_engine(server + "/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    totals, refusals, wrong = collections.Counter(), collections.Counter(), 0
    with tempfile.TemporaryDirectory() as work:
        folders = {}
        for kind, url in (("postgresql", f"{server}/{name}"), ("sqlite", f"sqlite:///{work}/empty.db")):
            folder = pathlib.Path(work, kind)
            (folder / "m" / "versions").mkdir(parents=True)
            (folder / "m" / "env.py").write_text(ENV)
            (folder / "m" / "script.py.mako").write_text(MAKO)
            (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = m\nprepend_sys_path = .\nsqlalchemy.url = {url}\n")
            folders[kind] = (folder, sqlalchemy.create_engine(url))
        for number in range(seed * 100000, seed * 100000 + count):
            for kind, (folder, engine) in folders.items():
                source = Maker(number).module(kind == "postgresql")
                if changes and not create(source, engine, kind):
                    totals["not made"] += 1
                    continue
                before, source = source, edited(source, number) if changes else source
                theirs, error = of_alembic(source, engine)
                ours, refusal = of_limbeck(limbeck, folder, source)
                if error and not refusal:
                    totals["only limbeck takes it"] += 1
                    print(f"---- {kind} {number}: only limbeck takes it: {error}\n")
                elif error:
                    totals["neither"] += 1
                elif refusal:
                    totals["crash" if refusal.startswith("CRASH") else "refused"] += 1
                    refusals[re.sub(r"\d+", "N", refusal)] += 1
                elif ours == theirs:
                    totals["equal"] += 1
                else:
                    totals["different"] += 1
                    print(f"---- {kind} {number}\n" + source[len(HEAD):] + "".join(difflib.unified_diff(before.splitlines(True), source.splitlines(True), "before", "after", n=0)) + "\n".join(list(difflib.unified_diff(theirs, ours, "Alembic", "limbeck", n=0, lineterm=""))[:24]) + "\n", flush=True)
                wrong = totals["different"] + totals["crash"]
    for text, times in refusals.most_common(20):
        print(f"{times:5} refused: {text}")
    with admin.connect() as connection:
        for _, engine in folders.values():
            engine.dispose()
        connection.exec_driver_sql(f"DROP DATABASE {name}")
    print(", ".join(f"{times} {what}" for what, times in totals.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
