"""Random SQL statements of SQLAlchemy under limbeck and under SQLAlchemy: the same text on PostgreSQL and SQLite.

usage: sql_statements.py LIMBECK [COUNT [SEED]]      with Alembic and SQLAlchemy on PYTHONPATH

Forty statements are one migration. What limbeck refuses by name is counted apart, and so is what SQLAlchemy cannot
write. Ends with status 1 if a statement differs, which is printed with both texts.
"""
import collections
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

HEAD = '''import datetime, decimal
import sqlalchemy as sa
from alembic import op
revision = "r1"
down_revision = None
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)),
             sa.Column("n", sa.Integer), sa.Column("f", sa.Float), sa.Column("d", sa.Numeric(10, 2)),
             sa.Column("b", sa.Boolean), sa.Column("at", sa.DateTime), sa.Column("day", sa.Date),
             sa.Column("j", sa.JSON), sa.Column("Mixed", sa.Text), sa.Column("order", sa.Integer))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String), sa.column("x"))
s = sa.Table("s", m, sa.Column("k", sa.Integer, sa.ForeignKey("t.id")), sa.Column("v", sa.Unicode), schema="sc")
a = t.alias("a")
'''
ENV = '''from alembic import context
context.configure(url="postgresql://x/y", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
'''
NUMBERS = ["t.c.n", "t.c.id", "t.c.f", "t.c.d", "u.c.id", "u.c.t_id", "a.c.n", "t.c.order", "s.c.k", "u.c.x", "sa.literal(5)",
           "sa.literal(2.5)", "sa.literal(decimal.Decimal('1.20'))", "sa.column('q', sa.Integer)"]
VALUES = ["3", "-1", "2.5", "0", "10**12", "decimal.Decimal('0.10')"]
WORDS = ["'x'", '"it\'s"', "'50%'", "'a:b'", "'back\\\\slash'", "''", "'\u00dcn\u00ef'"]
TEXTS = ["t.c.name", "u.c.name", "t.c.Mixed", "a.c.name", "s.c.v", "sa.column('w', sa.String)", "sa.literal_column('lc', sa.String)"]
CONDITIONS = ["t.c.b", "sa.true()", "sa.false()", "t.c.n == 1", "u.c.name == None", "t.c.id == u.c.t_id", "t.c.b == True",
              "t.c.b.is_(False)", "~t.c.b", "u.c.x != 3", "sa.text('1=1')"]
MAX_LENGTH, IN_ONE = 900, 40


class Maker:
    """Makes expressions; `depth` is how deep they may still be."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def number(self, depth):
        if depth <= 0:
            return self.pick(*NUMBERS)
        one, other = self.number(depth - 1), self.pick(self.number(depth - 1), self.number(depth - 1), *VALUES)
        return self.pick(
            f"({one} {self.pick('+', '-', '*', '/', '%', '//')} {other})",
            f"({one} {self.pick('+', '-', '*', '/', '%', '//')} {other})",
            f"({self.pick('3', '1.5', '7')} {self.pick('+', '-', '*', '/', '%')} {one})",
            f"(-{one})",
            f"sa.func.{self.pick('sum', 'max', 'min', 'count', 'avg', 'abs', 'foo')}({one})",
            f"sa.func.coalesce({one}, {other})",
            f"sa.cast({self.any(depth - 1)}, {self.pick('sa.Integer', 'sa.Numeric(8, 3)', 'sa.BigInteger', 'sa.Float')})",
            f"sa.case(({self.condition(depth - 1)}, {other}), else_={self.pick(*VALUES)})",
            f"sa.func.count(sa.distinct({one}))",
            f"sa.func.row_number().over(partition_by={self.any(0)}, order_by={self.order(0)})",
            f"sa.extract({self.pick(repr('year'), repr('month'))}, t.c.at)",
            f"sa.select({one}).scalar_subquery()",
            f"sa.func.length({self.text(depth - 1)})",
            f"{one}.label('l{self.random.randrange(3)}')",
            f"{one}.op('{self.pick('&', '|', '#', '<->')}')({other})",
            f"sa.func.sum({one}).filter({self.condition(depth - 1)})",
        )

    def text(self, depth):
        word = self.pick(*WORDS)
        if depth <= 0:
            return self.pick(f"sa.literal({word})", *TEXTS)
        one = self.text(depth - 1)
        return self.pick(
            f"({one} + {self.pick(self.text(depth - 1), word)})",
            f"({word} + {one})",
            f"sa.func.{self.pick('lower', 'upper', 'trim')}({one})",
            f"sa.cast({self.any(depth - 1)}, {self.pick('sa.String', 'sa.String(5)', 'sa.Text', 'sa.Unicode(9)')})",
            f"sa.func.concat({one}, {word})",
            f"sa.case(({self.condition(depth - 1)}, {word}), ({self.condition(depth - 1)}, {one}))",
            f"{one}.collate('{self.pick('C', 'de_DE')}')",
            f"sa.type_coerce({one}, sa.String)",
        )

    def condition(self, depth):
        if depth <= 0:
            return self.pick(*CONDITIONS)
        one, other, words = self.number(depth - 1), self.number(depth - 1), self.text(depth - 1)
        first, second = self.condition(depth - 1), self.condition(depth - 1)
        day = self.pick("datetime.datetime(2020, 1, 2, 3, 4, 5)", "datetime.date(2020, 2, 29)", "sa.func.now()")
        members = self.pick("[1, 2]", "[]", "[1]", "sa.select(u.c.id)", "sa.select(u.c.id).where(u.c.t_id == t.c.id)")
        return self.pick(
            f"({one} {self.pick('==', '!=', '<', '<=', '>', '>=')} {self.pick(other, '3', '2.5', '0')})",
            f"sa.{self.pick('and_', 'or_')}({first}, {second})",
            f"({first} {self.pick('&', '|')} {second})",
            f"sa.not_({first})",
            f"(~({first}))",
            f"{one}.{self.pick('in_', 'not_in')}({members})",
            f"{words}.{self.pick('like', 'ilike', 'not_like')}({self.pick(repr('%x'), repr('a_'))}{self.pick('', ', escape=' + repr('/'))})",
            f"{words}.{self.pick('startswith', 'endswith', 'contains')}({self.pick(repr('a%'), repr('b'))}{self.pick('', ', autoescape=True')})",
            f"{one}.between({other}, {self.pick('5', one)}{self.pick('', '', ', symmetric=True')})",
            f"{self.any(depth - 1)}.{self.pick('is_', 'is_not')}(None)",
            f"sa.exists().where({first})",
            f"sa.select(u.c.id).where({first}).exists()",
            f"{self.any(depth - 1)}.{self.pick('is_distinct_from', 'isnot_distinct_from')}({self.any(depth - 1)})",
            "sa.tuple_(t.c.id, t.c.n).in_([(1, 2), (3, 4)])",
            f"({words} {self.pick('==', '!=', '<')} {self.pick(self.text(depth - 1), repr('q'), 'None')})",
            f"(t.c.{self.pick('at', 'day')} {self.pick('<', '>=', '==')} {day})",
        )

    def any(self, depth):
        return self.pick(self.number, self.number, self.text, self.text, self.condition)(depth)

    def order(self, depth):
        return self.any(depth) + self.pick("", ".desc()", ".asc()", ".desc().nulls_last()", ".asc().nulls_first()")

    def select(self, depth):
        columns = [self.pick(self.any(depth), self.any(depth), "t.c.id", "t", "a.c.name", "u")
                   for _ in range(self.random.randint(1, 3))]
        made = f"sa.select({', '.join(columns)})"
        for _ in range(self.random.randint(0, 3)):
            made += self.pick(
                f".where({self.condition(depth)})", f".order_by({self.order(depth - 1)})", f".group_by({self.any(depth - 1)})",
                f".having({self.condition(depth - 1)})", f".limit({self.random.randint(0, 9)})", ".distinct()",
                f".select_from(t.join(u, {self.condition(0)}))", f".select_from(t.outerjoin(u, {self.condition(0)}))",
                ".with_for_update()", f".limit(3).offset({self.random.randint(1, 5)})", ".join(s, s.c.k == t.c.id)",
                ".correlate(t)")
        return made

    def statement(self, depth):
        row = (f"id={self.pick('1', self.number(0))}, name={self.pick(repr('x'), 'None', 'sa.func.now()')}, d=2.5, b=True, "
               f"at=datetime.datetime(2020, 1, 2), j={self.pick('{' + repr('k') + ': [1, None]}', 'None', 'sa.null()')}")
        return self.pick(
            self.select(depth),
            self.select(depth),
            f"{self.select(depth)}.{self.pick('union', 'union_all', 'intersect', 'except_')}({self.select(depth)})",
            f"t.update().where({self.condition(depth)}).values({self.pick('n', 'name', 'order', 'Mixed')}={self.any(depth)})",
            f"u.update().values(name={self.text(depth)}, x={self.any(depth)}).where({self.condition(depth)})",
            f"t.delete().where({self.condition(depth)})",
            f"t.insert().values({row})",
            f"t.insert().from_select(['id', 'name'], sa.select({self.number(depth)}, {self.text(depth)}).where({self.condition(depth)}))",
            f"sa.select({self.select(depth)}.{self.pick('subquery', 'cte', 'alias')}({self.pick('', repr('sub'))}))",
            f"sa.select(sa.literal(1)).where({self.select(0)}.exists())",
        )


def script(items):
    calls = "".join(f"    op.execute('-- mark {i}')\n    op.execute({statement})\n" for i, statement in items)
    return f"{HEAD}def upgrade():\n{calls}def downgrade():\n    pass\n"


def texts(output):
    """What stands behind each mark."""
    parts = re.split(r"-- mark (\d+);", output)
    return {int(parts[i]): "\n".join(line.rstrip() for line in parts[i + 1].strip().split("\n"))
            for i in range(1, len(parts), 2)}


def reference(source, dialect):
    names = {"__name__": "r1"}
    exec(compile(source, "r1", "exec"), names)
    output = io.StringIO()
    options = {"as_sql": True, "output_buffer": output, "literal_binds": True, "transactional_ddl": False}
    context = MigrationContext.configure(dialect_name=dialect, opts=options)
    with Operations.context(context), context.begin_transaction(_per_migration=True):
        names["upgrade"]()
    return texts(output.getvalue())


class Judge:
    def __init__(self, limbeck):
        self.limbeck, self.counts = limbeck, collections.Counter()
        self.folder = tempfile.mkdtemp()
        os.makedirs(self.folder + "/m/versions")
        self.write("alembic.ini", f"[alembic]\nscript_location = {self.folder}/m\nsqlalchemy.url = postgresql://x/y\n")
        self.write("m/env.py", ENV)

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf8") as out:
            out.write(text)

    def compare(self, items, wanted, dialect):
        """Where a migration is refused, its halves are tried, down to one statement."""
        self.write("m/versions/r1.py", script(items))
        command = [self.limbeck, "-c", self.folder + "/alembic.ini", "sql", "r1", "--dialect", dialect]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if run.returncode == 0:
            got = texts(run.stdout)
            for i, statement in items:
                self.count(dialect, statement, wanted[i], got.get(i, ""))
        elif len(items) > 1:
            self.compare(items[:len(items) // 2], wanted, dialect)
            self.compare(items[len(items) // 2:], wanted, dialect)
        elif "limbeck does not" in run.stderr:
            self.counts["refused"] += 1
        else:
            self.count(dialect, items[0][1], wanted[items[0][0]], f"status {run.returncode}: {run.stderr}")

    def count(self, dialect, statement, wanted, got):
        self.counts["equal" if got == wanted else "differ"] += 1
        if got != wanted:
            print(f"{dialect}: {statement}\n  SQLAlchemy: {wanted}\n  limbeck:    {got}\n")


def main():
    limbeck, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400
    warnings.simplefilter("ignore")
    maker, judge, made = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 1), Judge(limbeck), []
    while len(made) < count:
        statement = maker.statement(maker.random.randint(0, 3))
        if len(statement) < MAX_LENGTH:
            made.append(statement)
    for dialect in ("postgresql", "sqlite"):
        for at in range(0, count, IN_ONE):
            wanted, items = {}, []
            for i, statement in enumerate(made[at:at + IN_ONE]):
                try:
                    wanted.update(reference(script([(i, statement)]), dialect))
                    items.append((i, statement))
                except Exception:
                    judge.counts["not written by SQLAlchemy"] += 1
            if items:
                judge.compare(items, wanted, dialect)
    counts = judge.counts
    print(f"{count} statements, two dialects: {counts['equal']} equal, {counts['refused']} refused, "
          f"{counts['not written by SQLAlchemy']} not written by SQLAlchemy, {counts['differ']} differ")
    sys.exit(counts["differ"] > 0)


main()
