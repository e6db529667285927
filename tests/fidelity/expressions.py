"""Random SQL expressions and queries: limbeck's text against SQLAlchemy's.

    expressions.py LIMBECK [COUNT] [SEED]     with SQLAlchemy 2.0.52 on PYTHONPATH

Each is an expression over the tables of tests/dialect/expressions/names.py, written for PostgreSQL and SQLite.
What SQLAlchemy cannot write, or not without parameters, is none. Prints each difference with the script's line, the
reasons of what limbeck refuses with how often, and last "EQUAL equal, DIFFERENT different, REFUSED refused"; the
status is 1 where anything differs."""
import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NAMES_FILE = ROOT / "tests/dialect/expressions/names.py"
NAMES = {}
exec(NAMES_FILE.read_text(), NAMES)
assert NAMES["sa"].__version__ == "2.0.52", NAMES["sa"].__version__
AT_ONCE = 120  # expressions in one script


class Maker:
    """Expressions as text, each with the type it has: n(umber), s(tring), b(oolean), a(ny)."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def number(self, depth):
        if depth <= 0 or self.random.random() < 0.25:
            return self.pick("t.c.id", "t.c.n", "t.c.f", "u.c.id", "own.c.k", "keyed.c.ca", "i", "f", "sa.literal(7)",
                             "sa.literal(-3)", "sa.literal(2.5)", "sa.null()")
        n, s, b = self.number, self.string, self.boolean
        return self.pick(
            lambda: f"({n(depth - 1)} {self.pick('+', '-', '*', '/', '//', '%')} {n(depth - 1)})",
            lambda: f"({n(depth - 1)} {self.pick('+', '-', '*', '/', '%')} {self.pick('1', '-2', '2.5')})",
            lambda: f"({self.pick('3', '-1', '0.5')} {self.pick('+', '-', '*')} {n(depth - 1)})",
            lambda: f"(-{n(depth - 1)})",
            lambda: f"func.{self.pick('coalesce', 'max', 'sum', 'abs', 'own_name')}({n(depth - 1)})",
            lambda: f"func.coalesce({n(depth - 1)}, {n(depth - 1)})",
            lambda: f"func.{self.pick('length', 'char_length')}({s(depth - 1)})",
            lambda: f"sa.cast({self.pick(n, s)(depth - 1)}, {self.pick('sa.Integer', 'sa.Numeric(9, 2)', 'sa.Float')})",
            lambda: f"sa.type_coerce({n(depth - 1)}, sa.Integer)",
            lambda: f"sa.case(({b(depth - 1)}, {n(depth - 1)}), else_={n(depth - 1)})",
            lambda: f"sa.case({{{self.pick('1', '2')}: {n(depth - 1)}}}, value={n(depth - 1)})",
            lambda: f"sa.extract({self.pick(repr('year'), repr('day'))}, t.c.d)",
            lambda: f"func.sum({n(depth - 1)}).filter({b(depth - 1)})",
            lambda: f"func.row_number().over(partition_by={n(depth - 1)}, order_by={self.order(depth - 1)})",
            lambda: f"({n(depth - 1)}).{self.pick('bitwise_and', 'bitwise_or', 'bitwise_xor')}({n(depth - 1)})",
            lambda: f"{self.query(depth - 1, [n(depth - 1)])}.scalar_subquery()",
            lambda: f"sa.distinct({n(depth - 1)})",
        )()

    def string(self, depth):
        if depth <= 0 or self.random.random() < 0.25:
            return self.pick("t.c.name", "u.c.name", "own.c.s", "s", "sa.literal('x')", "sa.literal(\"it's\")",
                             "sa.literal('100%')")
        n, s, b = self.number, self.string, self.boolean
        return self.pick(
            lambda: f"({s(depth - 1)} + {self.pick(s(depth - 1), repr('y'))})",
            lambda: f"({s(depth - 1)}).concat({s(depth - 1)})",
            lambda: f"({s(depth - 1)}).collate('C')",
            lambda: f"func.{self.pick('lower', 'upper', 'trim', 'concat')}({s(depth - 1)})",
            lambda: f"sa.cast({self.pick(n, s, b)(depth - 1)}, {self.pick('sa.String', 'sa.String(9)', 'sa.Text')})",
            lambda: f"sa.case(({b(depth - 1)}, {s(depth - 1)}), else_={self.pick(s(depth - 1), repr('z'))})",
            lambda: f"func.coalesce({s(depth - 1)}, {self.pick(repr('none'), s(depth - 1))})",
            lambda: f"({s(depth - 1)}).op('||')({s(depth - 1)})",
        )()

    def boolean(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            return self.pick("t.c.b", "y", "(t.c.id == 1)", "(t.c.name != 'x')", "sa.true()", "sa.false()", "(t.c.n > u.c.id)")
        n, s, b = self.number, self.string, self.boolean
        return self.pick(
            lambda: f"({n(depth - 1)} {self.pick('==', '!=', '<', '<=', '>', '>=')} {self.pick(n(depth - 1), '5')})",
            lambda: f"({s(depth - 1)} {self.pick('==', '!=', '<')} {self.pick(s(depth - 1), repr('q'))})",
            lambda: f"({self.pick(n, s)(depth - 1)} {self.pick('==', '!=')} None)",
            lambda: f"sa.{self.pick('and_', 'or_')}({', '.join(b(depth - 1) for _ in range(self.pick(1, 2, 3)))})",
            lambda: f"({b(depth - 1)} {self.pick('&', '|')} {b(depth - 1)})",
            lambda: f"(~{b(depth - 1)})",
            lambda: f"sa.not_({b(depth - 1)})",
            lambda: f"({b(depth - 1)}).{self.pick('is_', 'is_not')}({self.pick('None', 'True', 'False')})",
            lambda: f"({n(depth - 1)}).{self.pick('in_', 'not_in')}({self.pick('[1, 2]', '[]', '[None, 3]')})",
            lambda: f"({n(depth - 1)}).in_({self.query(depth - 1, [n(depth - 1)])})",
            lambda: f"({n(depth - 1)}).between({n(depth - 1)}, {self.pick('9', n(depth - 1))})",
            lambda: f"sa.not_(({n(depth - 1)}).between(1, 2))",
            lambda: f"({s(depth - 1)}).{self.pick('like', 'ilike', 'not_like', 'contains', 'startswith', 'endswith')}({self.pick(repr('a%'), repr('b'), s(depth - 1))})",
            lambda: f"({s(depth - 1)}).{self.pick('contains', 'startswith')}('a%b', autoescape=True)",
            lambda: f"({self.pick(n, s)(depth - 1)}).is_distinct_from({self.pick('None', '4')})",
            lambda: f"sa.exists({self.query(depth - 1, ['1'])})" if self.pick(True, False) else
            f"{self.query(depth - 1, ['t.c.id'])}.exists()",
            lambda: f"({b(depth - 1)} == {b(depth - 1)})",
            lambda: f"sa.case(({b(depth - 1)}, {b(depth - 1)}), else_={b(depth - 1)})",
            lambda: f"sa.tuple_({n(depth - 1)}, {s(depth - 1)}).in_([(1, 'a'), (2, 'b')])",
        )()

    def order(self, depth):
        key = self.pick(self.number, self.string)(depth)
        return f"({key}){self.pick('', '.desc()', '.asc()', '.desc().nulls_last()', '.nulls_first()')}"

    def any(self, depth):
        return self.pick(self.number, self.string, self.boolean)(depth)

    def column(self, depth):
        return self.any(depth) + self.pick("", "", f".label({self.pick('a', 'b c', 'Case')!r})")

    def query(self, depth, columns=None):
        columns = columns or [self.column(depth - 1) for _ in range(self.pick(1, 2, 3))]
        text = f"select({', '.join(columns)})"
        for clause in (
            (0.5, lambda: f".where({self.boolean(depth - 1)})"),
            (0.15, lambda: f".where({self.boolean(depth - 1)})"),
            (0.15, lambda: ".distinct()"),
            (0.15, lambda: f".select_from({self.pick('t', 'u', 't.alias()', 'own', 't.join(u, t.c.id == u.c.t_id)', 'own.join(child)')})"),
            (0.15, lambda: f".join_from(t, u, {self.boolean(depth - 1)}{self.pick('', ', isouter=True')})"),
            (0.2, lambda: f".group_by({self.any(depth - 1)})"),
            (0.1, lambda: f".having({self.boolean(depth - 1)})"),
            (0.25, lambda: f".order_by({self.order(depth - 1)})"),
            (0.15, lambda: f".limit({self.pick('3', '10')})"),
            (0.05, lambda: ".limit(2).offset(4)"),
        ):
            if self.random.random() < clause[0] and depth > 0:
                text += clause[1]()
        return text

    def statement(self, depth):
        b, n, s = self.boolean, self.number, self.string
        return self.pick(
            lambda: self.query(depth),
            lambda: self.query(depth),
            lambda: f"sa.{self.pick('union', 'union_all', 'intersect', 'except_')}({self.query(depth - 1, [n(1)])}, {self.query(depth - 1, [n(1)])})",
            lambda: f"select({self.query(depth - 1, [n(1) + '.label(%r)' % 'v'])}.{self.pick('subquery', 'cte')}({self.pick('', repr('q'))}).c.v)",
            lambda: f"t.update().where({b(depth - 1)}).values(n={n(depth - 1)}, name={self.pick(s(depth - 1), repr('v'))})",
            lambda: f"t.delete().where({b(depth - 1)})",
            lambda: f"u.insert().values(id={self.pick('1', n(depth - 1))}, name={self.pick(repr('w'), s(depth - 1))})",
            lambda: f"u.insert().from_select(['id', 'name'], select({n(depth - 1)}, {s(depth - 1)}).where({b(depth - 1)}))",
        )()

    def expression(self):
        depth = self.pick(1, 2, 2, 3, 3, 4)
        return self.pick(self.any, self.any, self.statement)(depth)


def reference(expression, dialect):
    """None for what SQLAlchemy does not write."""
    try:
        made = eval(expression, dict(NAMES))
        text = str(made.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    except Exception:
        return None
    return None if "%(" in text or "?" in text or "POSTCOMPILE" in text else " ".join(text.split())


class Limbeck:
    def __init__(self, program, folder, dialect):
        self.program, self.folder, self.dialect = program, pathlib.Path(folder), dialect
        (self.folder / "m/versions").mkdir(parents=True, exist_ok=True)
        url = {"postgresql": "postgresql://h/d", "sqlite": "sqlite:///x.db"}[dialect]
        (self.folder / "alembic.ini").write_text(f"[alembic]\nscript_location = %(here)s/m\nsqlalchemy.url = {url}\n")
        (self.folder / "m/env.py").write_text("")

    def run(self, expressions):
        """The text before the first refusal, and that refusal with the number of its expression."""
        head = NAMES_FILE.read_text() + 'from alembic import op\nrevision = "a"\ndown_revision = None\ndef upgrade():\n'
        first = head.count("\n") + 1
        body = "".join(f"    op.execute({text})\n    op.execute('limbeck-{k}')\n" for k, text in enumerate(expressions))
        (self.folder / "m/versions/a.py").write_text(head + (body or "    pass\n"))
        done = subprocess.run([self.program, "-c", str(self.folder / "alembic.ini"), "sql", "a", "--dialect", self.dialect],
                              capture_output=True, text=True, errors="replace")
        texts = [" ".join(part.split()).removesuffix(";") for part in re.split(r"limbeck-\d+;", done.stdout)]
        at = re.search(r"a\.py:(\d+):\d+: (.*)", done.stderr)
        if done.returncode == 0:
            return texts[:-1], None, None
        if not at:
            sys.exit(f"limbeck said: {done.stderr[-600:]} (status {done.returncode})")
        return texts, (int(at[1]) - first) // 2, at[2]

    def texts(self, expressions):
        """One for each: its text, or the reason of a refusal as an Exception."""
        found, rest = [], list(expressions)
        while rest:
            texts, refused, reason = self.run(rest)
            if refused is None:
                return found + texts
            found += texts[:refused] + [Exception(reason)]
            rest = rest[refused + 1:]
        return found


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    maker = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    from sqlalchemy.dialects import postgresql, sqlite
    dialects = {"postgresql": postgresql.psycopg2.dialect(), "sqlite": sqlite.dialect()}
    equal, different, reasons = 0, 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        programs = {name: Limbeck(program, os.path.join(folder, name), name) for name in dialects}
        for _ in range(0, count, AT_ONCE):
            made = [maker.expression() for _ in range(AT_ONCE)]
            for name, dialect in dialects.items():
                wanted = [(text, reference(text, dialect)) for text in made]
                wanted = [pair for pair in wanted if pair[1]]
                for (text, right), got in zip(wanted, programs[name].texts([text for text, _ in wanted])):
                    if isinstance(got, Exception):
                        reasons[str(got)[:90]] += 1
                    elif got == right:
                        equal += 1
                    else:
                        different += 1
                        print(f"{name}: {text}\n    SQLAlchemy {right}\n    limbeck    {got}")
    for reason, times in reasons.most_common(15):
        print(f"{times} refused: {reason}")
    print(f"{equal} equal, {different} different, {sum(reasons.values())} refused")
    sys.exit(different > 0)


main()
