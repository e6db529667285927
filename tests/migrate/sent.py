"""What a script's preview says against what a server receives when it runs.

    sent.py PORT LOG SCRIPTS [SEED]

PORT and LOG are of a PostgreSQL server that logs every statement with its parameters
(log_statement=all, log_line_prefix=%c|). Each script is made at random from op.* directives and
SQL constructs, previewed with `limbeck sql`, and run with `limbeck upgrade`; it raises at its end,
so that nothing is kept. A statement that fails is run as it is shown: where that works, it is a
difference. Prints each of them and the line "N scripts (N refused), N statements, N differences".
"""
import os
import random
import re
import subprocess
import sys
import tempfile

LIMBECK = os.environ["LIMBECK"]
HEAD = '''from alembic import op
import sqlalchemy as sa
import datetime, decimal, uuid
from sqlalchemy.dialects import postgresql
revision = "one"
down_revision = None
t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.Integer), sa.column("b", sa.Boolean), sa.column("s", sa.String(50)),
             sa.column("d", sa.Date), sa.column("ts", sa.DateTime), sa.column("n", sa.Numeric(10, 2)), sa.column("j", postgresql.JSONB),
             sa.column("r", sa.ARRAY(sa.Integer)), sa.column("u", sa.Uuid), sa.column("y", sa.LargeBinary), sa.column("e", sa.Enum("x", "y", name="kind")),
             sa.column("Odd Name", sa.Text), sa.column("f", sa.Float))
o = sa.table("o", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("a", sa.Integer), sa.column("s", sa.String))
z = t.alias("z")


def upgrade():
    op.execute("CREATE TYPE kind AS ENUM ('x', 'y')")
    op.execute("CREATE TABLE t (id integer PRIMARY KEY, a integer, b boolean, s varchar(50), d date, ts timestamp, n numeric(10, 2), j jsonb, r integer[], u uuid, y bytea, e kind, \\"Odd Name\\" text, f double precision)")
    op.execute("CREATE TABLE o (id integer PRIMARY KEY, t_id integer, a integer, s varchar)")
    op.execute("INSERT INTO t (id, a, b, s) VALUES (1, 10, true, 'one'), (2, 20, false, 'two')")
    op.execute("INSERT INTO o VALUES (1, 1, 5, 'o1')")
    op.execute("SELECT 'script begins'")
'''
TAIL = '''    op.execute("SELECT 'script ends'")
    raise RuntimeError("nothing is kept")
'''
TEXTS = ["''", "'plain'", "\"it's\"", "'50%'", "'a:b'", "'\\u00e4\\u20ac'", "'back\\\\\\\\slash'", "'two  blanks'", "'%(x)s'", "'$1'", "'a\\\"b'", "'--'", "';'"]


class Script:
    """Statements of one script, each a line of Python."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.counter = 0
        self.table = None

    def one(self, *choices):
        made = self.random.choice(choices)
        return made() if callable(made) else made

    def name(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    # ---- values and expressions ------------------------------------------------------------

    def number(self):
        return str(self.random.choice([0, 1, 2, 7, -3, 2147483647, 10]))

    def text(self):
        return self.random.choice(TEXTS)

    def date(self):
        return "datetime.date(2024, 2, 29)"

    def moment(self):
        return self.one("datetime.datetime(2024, 2, 29, 12, 30)", "datetime.datetime(2024, 1, 1, 0, 0, 0, 125)")

    def decimal(self):
        return self.one("decimal.Decimal('12.50')", "decimal.Decimal('-0.01')", "decimal.Decimal('3')")

    def integer(self, depth=2):
        c = self.one("t.c.a", "t.c.id")
        if depth == 0:
            return self.one(c, self.number, f"sa.literal({self.number()})", "sa.literal_column('4')")
        deep = lambda: self.integer(depth - 1)
        text = lambda: self.string(depth - 1)
        return self.one(
            lambda: f"({c} + {deep()})", lambda: f"({c} - {deep()})", lambda: f"({c} * {deep()})", lambda: f"({c} % 3)", lambda: f"(-{c})",
            lambda: f"sa.func.coalesce({c}, {deep()})", lambda: f"sa.func.length({text()})", lambda: f"sa.cast({deep()}, sa.Integer)",
            lambda: f"sa.case(({self.condition(depth - 1)}, {deep()}), else_={deep()})", lambda: f"sa.func.abs({deep()})",
            lambda: f"sa.select(sa.func.count()).select_from(o).where(o.c.t_id == {c}).scalar_subquery()",
            lambda: f"sa.select(sa.func.max(o.c.a)).where(o.c.a < {deep()}).scalar_subquery()",
            lambda: "sa.extract('year', t.c.d)", lambda: f"sa.func.greatest({c}, {deep()})", lambda: "t.c.j['k'].as_integer()",
            lambda: f"sa.type_coerce({deep()}, sa.Integer)", lambda: f"sa.func.nullif({c}, {deep()})", lambda: f"{c}.op('|')({deep()})",
            lambda: f"{c}.bitwise_and({deep()})", lambda: f"({c} // 2)")

    def string(self, depth=2):
        c = self.one("t.c.s", 't.c["Odd Name"]')
        if depth == 0:
            return self.one(c, lambda: f"sa.literal({self.text()})", c)
        deep = lambda: self.string(depth - 1)
        return self.one(
            lambda: f"({c} + {deep()})", lambda: f"{c}.concat({self.text()})", lambda: f"sa.func.lower({deep()})", lambda: f"sa.func.coalesce({c}, {self.text()})",
            lambda: f"sa.cast({self.integer(depth - 1)}, sa.String)", lambda: "t.c.j['k'].astext", lambda: f"sa.func.substr({deep()}, 1, 2)",
            lambda: f"sa.case(({self.condition(depth - 1)}, {self.text()}), else_={deep()})", lambda: f"{c}.collate('C')",
            lambda: f"sa.func.replace({c}, {self.text()}, {self.text()})",
            lambda: f"sa.func.to_char(t.c.ts, 'YYYY-MM-DD')", lambda: f"sa.cast({self.text()}, sa.Text)", lambda: "t.c.j['k', 'l'].astext")

    def condition(self, depth=2):
        i = lambda: self.integer(max(depth - 1, 0))
        s = lambda: self.string(max(depth - 1, 0))
        simple = [
            lambda: "t.c.b.is_(True)", lambda: "t.c.b.is_(False)", lambda: "t.c.b.is_not(True)", lambda: "t.c.b.isnot(False)", lambda: "t.c.b.is_(None)",
            lambda: "t.c.b == True", lambda: "t.c.b == False", lambda: "t.c.b != True", lambda: "t.c.b", lambda: "~t.c.b", lambda: "t.c.b == None",
            lambda: "t.c.b.is_(sa.true())", lambda: "t.c.b.is_(sa.null())", lambda: "t.c.b == sa.true()", lambda: "t.c.b.is_distinct_from(True)",
            lambda: f"t.c.a == {i()}", lambda: f"t.c.a != {i()}", lambda: f"t.c.a < {i()}", lambda: f"t.c.a >= {i()}", lambda: f"{s()} == {self.text()}",
            lambda: f"t.c.a.in_([{self.number()}, {self.number()}])", lambda: f"t.c.s.in_([{self.text()}, {self.text()}])", lambda: "t.c.a.in_([])", lambda: "t.c.a.not_in([])",
            lambda: f"t.c.a.not_in([{self.number()}])", lambda: f"t.c.a.between({i()}, {i()})", lambda: f"sa.not_(t.c.a.between({i()}, 5))",
            lambda: f"t.c.s.like({self.text()})", lambda: f"t.c.s.ilike({self.text()})", lambda: f"t.c.s.not_like({self.text()})",
            lambda: f"t.c.s.startswith({self.text()})", lambda: f"t.c.s.contains({self.text()}, autoescape=True)", lambda: f"t.c.s.endswith({self.text()})",
            lambda: f"t.c.a.is_distinct_from({i()})", lambda: f"t.c.a.isnot_distinct_from({self.number()})", lambda: f"t.c.d >= {self.date()}",
            lambda: f"t.c.ts < {self.moment()}", lambda: f"t.c.n > {self.decimal()}", lambda: f"t.c.u == uuid.UUID('12345678123456781234567812345678')",
            lambda: "t.c.j.has_key('k')", lambda: f"t.c.a == sa.any_(t.c.r)", lambda: "t.c.r.contains([1, 2])",
            lambda: "t.c.e == 'x'", lambda: "t.c.e.in_(['x', 'y'])", lambda: f"t.c.s.regexp_match({self.text()})", lambda: "t.c.y == b'ab'", lambda: "t.c.f > 2.5",
            lambda: f"sa.tuple_(t.c.a, t.c.s).in_([({self.number()}, {self.text()}), (1, 'x')])", lambda: f"sa.exists().where(o.c.t_id == t.c.id).where(o.c.a > {i()})",
            lambda: f"~sa.exists(sa.select(1).where(o.c.a == {i()}))", lambda: f"t.c.id.in_(sa.select(o.c.t_id).where(o.c.s != {self.text()}))",
            lambda: "sa.text(\"t.a > 0 AND t.s LIKE '%x%'\")", lambda: f"sa.text('t.a > :low').bindparams(low={self.number()})", lambda: "sa.func.length(t.c.s) > 1",
            lambda: "t.c.s.is_(None)", lambda: "t.c.s == None", lambda: "t.c.a == sa.select(sa.func.min(o.c.a)).scalar_subquery()", lambda: "sa.false()", lambda: "sa.true()"]
        if depth == 0:
            return self.random.choice(simple[:20])()
        deep = lambda: self.condition(depth - 1)
        return self.one(*simple, lambda: f"sa.and_({deep()}, {deep()})", lambda: f"sa.or_({deep()}, {deep()})", lambda: f"sa.not_({deep()})",
                        lambda: f"(({deep()}) & ({deep()}))", lambda: f"(({deep()}) | ({deep()}))", lambda: f"~({deep()})")

    def assignments(self):
        columns = {
            "a": self.integer, "b": lambda: self.one("True", "False", "None", self.condition), "s": lambda: self.one(self.text, self.string, "None"),
            "d": lambda: self.one(self.date, "sa.func.current_date()", "None"), "ts": lambda: self.one(self.moment, "sa.func.now()"), "n": self.decimal,
            "j": "sa.null()", "r": lambda: self.one("[1, 2]", "[]", "None"),
            "u": "uuid.UUID('12345678123456781234567812345678')", "y": lambda: self.one("b'ab'", "b'\\x00\\xff'"), "e": lambda: self.one("'x'", "'y'"),
            '"Odd Name"': self.text, "f": lambda: self.one("2.5", "-1.0", "1e10", "None")}
        picked = self.random.sample(sorted(columns), self.random.randint(1, 4))
        return "{" + ", ".join(f"{key if key[0] == chr(34) else repr(key)}: {self.one(columns[key])}" for key in picked) + "}"

    # ---- statements --------------------------------------------------------------------------

    def update(self):
        made = "t.update()" + "".join(f".where({self.condition()})" for _ in range(self.random.randint(0, 2))) + f".values({self.assignments()})"
        return self.one(made, made, f"{made}.where(t.c.id == o.c.t_id)", f"{made}.returning(t.c.id, {self.integer()})")

    def insert(self):
        key = 100 + self.random.randint(0, 10 ** 6)
        return self.one(
            f"t.insert().values({self.literal_row(key)})",
            f"postgresql.insert(t).values({self.literal_row(key)}).on_conflict_do_nothing(index_elements=['id'])",
            f"postgresql.insert(t).values({self.literal_row(key)}).on_conflict_do_update(index_elements=['id'], set_={{'a': {self.number()}}}, where={self.one('t.c.b.is_(True)', 't.c.a > 1')})",
            f"t.insert().from_select(['id', 'a'], sa.select(o.c.id + {key}, o.c.a).where(o.c.a > {self.number()}))",
            f"sa.insert(t).values([{{'id': {key}, 's': {self.text()}}}, {{'id': {key + 1}, 's': {self.text()}}}])")

    def literal_row(self, key):
        columns = {"a": self.number, "b": lambda: self.one("True", "False", "None"), "s": self.text, "d": self.date, "ts": self.moment, "n": self.decimal, "j": "sa.null()",
                   "r": "[1, 2]", "u": "uuid.UUID('12345678123456781234567812345678')", "y": "b'ab'", "e": "'x'", "f": "2.5"}
        picked = self.random.sample(sorted(columns), self.random.randint(1, 4))
        return "{'id': %d, " % key + ", ".join(f"{name!r}: {self.one(columns[name])}" for name in picked) + "}"

    def delete(self):
        return self.one(f"t.delete().where({self.condition()})", f"o.delete().where(o.c.t_id == t.c.id).where({self.condition()})", f"sa.delete(o).where(o.c.s == {self.text()}).returning(o.c.id)")

    def select(self):
        i, c = self.integer, self.condition
        return self.one(
            lambda: f"sa.select(t.c.id, ({i()}).label('x')).where({c()}).order_by(t.c.a.desc().nulls_last(), t.c.id).limit({self.random.randint(0, 9)}).offset(1)",
            lambda: f"sa.select(t.c.b, sa.func.count(), sa.func.sum(t.c.a).filter({c(1)})).group_by(t.c.b).having(sa.func.count() > {self.number()})",
            lambda: f"sa.select(t.c.id, sa.func.row_number().over(partition_by=t.c.b, order_by=t.c.a)).where({c(1)})",
            lambda: f"sa.select(t.c.id, o.c.s).select_from(t.outerjoin(o, o.c.t_id == t.c.id)).where({c(1)})",
            lambda: f"sa.union_all(sa.select(t.c.id).where({c(1)}), sa.select(o.c.id).where(o.c.s == {self.text()}))",
            lambda: f"(lambda q: sa.select(q.c.id).where(q.c.id > {self.number()}))(sa.select(t.c.id).where({c(1)}).cte('q'))",
            lambda: f"(lambda q: sa.select(q).where(q.c.id != {self.number()}))(sa.select(t.c.id, t.c.a).where({c(1)}).subquery())",
            lambda: f"sa.select(t.c.a).distinct().where({c(1)})",
            lambda: f"sa.select(z.c.id).where(z.c.a == t.c.a).where({c(1)})", lambda: f"sa.select(sa.literal({self.text()}), sa.literal({self.number()}), sa.null(), sa.true())")

    def new_table(self):
        self.table = self.name("x")
        types = ["sa.Integer()", "sa.String(20)", "sa.Text()", "sa.Boolean()", "sa.DateTime(timezone=True)", "sa.Date()", "sa.Numeric(8, 3)", "postgresql.JSONB()", "sa.ARRAY(sa.String())",
                 "sa.Uuid()", "sa.LargeBinary()", "sa.BigInteger()", "sa.Float()", "sa.Interval()", "postgresql.ENUM('x', 'y', name='kind', create_type=False)", f"sa.Enum('p', 'q', name='{self.name('en')}')"]
        columns = ["sa.Column('id', sa.Integer(), primary_key=True)", "sa.Column('a', sa.Integer(), nullable=%s)" % self.one("True", "False"), "sa.Column('s', sa.String(9))", "sa.Column('b', sa.Boolean(), server_default=%s)" % self.one("sa.true()", "sa.false()", "sa.text('true')", "'1'")]
        columns += [f"sa.Column('{self.name('c')}', {self.one(*types)}{self.one('', ', nullable=False', ', unique=True', ', index=True', ', comment=' + self.text())})" for _ in range(self.random.randint(0, 3))]
        extra = [f"sa.UniqueConstraint('a', name='{self.name('uq')}')", f"sa.CheckConstraint('a > 0', name='{self.name('ck')}')", f"sa.CheckConstraint(sa.column('s') != {self.text()}, name='{self.name('ck')}')",
                 f"sa.ForeignKeyConstraint(['a'], ['t.id'], name='{self.name('fk')}', ondelete='CASCADE')", f"sa.Index('{self.name('ix')}', 'a')", f"sa.Index('{self.name('ix')}', sa.text('lower(s)'))"]
        columns = [c for c in columns if not ("JSON" in c and "unique" in c)]
        made = columns + self.random.sample(extra, self.random.randint(0, 2))
        return f"op.create_table('{self.table}', {', '.join(made)}{self.one('', ', comment=' + self.text())})"

    def default(self):
        return self.one(self.text, "sa.text('now()')", "'5'", "sa.text(\"'%x'\")", "sa.func.now()")

    def ddl(self):
        if not self.table:
            return self.new_table()
        x, column = self.table, self.name("c")
        condition = self.one("sa.column('b').is_(True)", "sa.text('a > 0')", f"sa.column('s') == {self.text()}", "sa.column('a').in_([1, 2])", "sa.and_(sa.column('a') > 1, sa.column('b'))", "sa.column('b') == sa.true()", "sa.column('s').is_(None)")
        return self.one(
            lambda: f"op.add_column('{x}', sa.Column('{column}', sa.String(30), server_default={self.text()}))", lambda: f"op.add_column('{x}', sa.Column('{column}', sa.DateTime(), server_default={self.one('sa.func.now()', chr(39) + '2020-01-01' + chr(39))}, nullable=False))",
            lambda: f"op.add_column('{x}', sa.Column('{column}', sa.Boolean(), server_default={self.one('sa.true()', 'sa.false()', 'sa.text(' + repr('false') + ')')}))",
            lambda: f"op.add_column('{x}', sa.Column('{column}', sa.Integer(), sa.ForeignKey('t.id'), comment={self.text()}))", lambda: f"op.alter_column('{x}', 'a', nullable={self.one('True', 'False')})",
            lambda: f"op.alter_column('{x}', 's', type_=sa.Text(), existing_type=sa.String(9), nullable=True)", lambda: f"op.alter_column('{x}', 's', server_default={self.one(self.text, 'None', 'sa.text(' + repr('upper(' + chr(39) + 'a' + chr(39) + ')') + ')')})",
            lambda: f"op.alter_column('{x}', 'a', type_=sa.BigInteger(), postgresql_using='a::bigint')",
            lambda: f"op.alter_column('{x}', 'a', comment={self.text()})", lambda: f"op.create_index('{self.name('ix')}', '{x}', ['a', sa.text('lower(s)')], unique=False, postgresql_where={condition})",
            lambda: f"op.create_index('{self.name('ix')}', '{x}', [sa.func.coalesce(sa.column('s'), {self.text()})], postgresql_using='btree')", lambda: f"op.create_index('{self.name('ix')}', '{x}', [sa.column('a').desc()], postgresql_include=['b'], postgresql_with={{'fillfactor': 70}})",
            lambda: f"op.create_unique_constraint('{self.name('uq')}', '{x}', ['a', 's'])", lambda: f"op.create_check_constraint('{self.name('ck')}', '{x}', {condition})", lambda: f"op.create_foreign_key('{self.name('fk')}', '{x}', 't', ['a'], ['id'], deferrable=True, initially='DEFERRED')",
            lambda: f"op.create_table_comment('{x}', {self.text()})", lambda: f"op.drop_table_comment('{x}')", lambda: f"op.drop_column('{x}', 'b')", self.new_table,
            lambda: f"op.bulk_insert(sa.table('{x}', sa.column('id', sa.Integer), sa.column('s', sa.String), sa.column('b', sa.Boolean)), [{{'id': {self.counter}, 's': {self.text()}, 'b': {self.one('True', 'False')}}}])")

    def plain(self):
        return self.one(
            lambda: f"op.execute(sa.text('UPDATE t SET s = :v WHERE id = :i').bindparams(v={self.text()}, i={self.number()}))", lambda: f"op.execute(\"UPDATE t SET s = 'it''s 5%' WHERE a = 1\")",
            lambda: f"op.execute(sa.text(\"INSERT INTO o (id, s) VALUES ({10 + self.random.randint(0, 10 ** 6)}, 'a\\\\:b')\"))", lambda: "op.execute(\"COMMENT ON TABLE t IS 'x'\")",
            lambda: f"op.execute(sa.text('SELECT CAST(:v AS integer)').bindparams(sa.bindparam('v', {self.number()}, sa.Integer)))")

    def source(self):
        lines = []
        for _ in range(self.random.randint(3, 8)):
            kind = self.one("ddl", "ddl", "update", "update", "insert", "delete", "select", "plain")
            made = getattr(self, kind)()
            lines.append(made if kind in ("ddl", "plain") else f"op.execute({made})")
        return HEAD + "".join(f"    {line}\n" for line in lines) + TAIL


# ---- comparing ---------------------------------------------------------------------------------

TOKEN = re.compile(r"""[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\w+|\S""", re.X)


def tokens(sql):
    return TOKEN.findall(sql)


def value_of(text):
    """What a token of the preview stands for; None: it is no value."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'").replace("\\\\", "\\")
    if text[0].isdigit():
        return text
    return {"true": "true", "false": "false"}.get(text)


def same_value(preview, at, sent):
    """How many tokens of the preview are the parameter; 0: none of its are."""
    if preview[at] == "-" and at + 1 < len(preview) and value_of(preview[at + 1]):
        return 2 if equal("-" + value_of(preview[at + 1]), sent) else 0
    if preview[at] == "NULL":
        return 1 if sent is None else 0
    if preview[at] == "ARRAY" and sent is not None:
        end = preview.index("]", at)
        items = [value_of(x) for x in preview[at + 2:end] if x != ","]
        return end - at + 1 if "{" + ",".join(map(str, items)) + "}" == sent else 0
    found = value_of(preview[at])
    return 1 if found is not None and sent is not None and equal(found, sent) else 0


def equal(preview, sent):
    if preview[:1] == "{" and preview.replace(", ", ",") == sent:
        return True
    if preview == sent or (preview in ("true", "false") and sent in (preview, preview[0])):
        return True
    if re.fullmatch(r"\\x([0-9a-f]{2})*", sent):
        # SQLAlchemy shows bytes as their text
        return preview.encode() == bytes.fromhex(sent[2:])
    try:
        return float(preview) == float(sent)
    except ValueError:
        return False


def is_array_cast(tokens_, place):
    """One of `::TYPE[]` behind ARRAY[...]: SQLAlchemy writes it where values are parameters only."""
    for start in range(max(0, place - 4), place + 1):
        if tokens_[start:start + 2] == [":", ":"] and start and tokens_[start - 1] == "]" and tokens_[start + 3:start + 5] == ["[", "]"]:
            return True
    return False


def difference(preview, sent, parameters):
    """None where the server received what the preview says."""
    wanted, got, at = tokens(preview), tokens(sent), 0
    for place, token in enumerate(got):
        if is_array_cast(got, place):
            continue
        if at >= len(wanted):
            return f"more was sent: {token}"
        if re.fullmatch(r"\$\d+", token) and token in parameters:
            taken = same_value(wanted, at, parameters[token])
            if not taken:
                return f"{wanted[at]} was sent as {token} = {parameters[token]!r}"
            at += taken
        elif token == wanted[at].replace("\\\\", "\\"):
            at += 1
        else:
            return f"{wanted[at]} was sent as {token}"
    return None if at == len(wanted) else f"not sent: {' '.join(wanted[at:])}"


# ---- running -----------------------------------------------------------------------------------------

def previewed(text):
    """The statements between the two marks."""
    parts = re.split(r"(?<=;)\n\n", text.strip() + "\n\n")
    parts = [p.strip().rstrip(";").strip() for p in parts if p.strip()]
    begin, end = parts.index("SELECT 'script begins'"), parts.index("SELECT 'script ends'")
    return parts[begin + 1:end]


def received(log):
    """The statements that the marks' session sent between them, with their parameters."""
    entries, session = [], None
    for line in re.split(r"\n(?=[0-9a-f]+\.[0-9a-f]+\|)", log):
        prefix, _, rest = line.partition("|")
        found = re.match(r"(?:LOG:  (?:statement|execute [^:]*): |DETAIL:  parameters: )", rest)
        if not found:
            continue
        body = rest[found.end():].rstrip("\n")
        if rest.startswith("DETAIL"):
            if session == prefix and entries:
                entries[-1][1].update(read_parameters(body))
            continue
        body = body.replace("\n\t", "\n")
        if body.rstrip(";") == "SELECT 'script begins'":
            session, entries = prefix, []
        elif prefix == session:
            entries.append((body.strip().rstrip(";"), {}))
    sent = []
    for sql, parameters in entries:
        if sql == "SELECT 'script ends'":
            return sent, True
        if sql == "ROLLBACK":  # the step failed; what follows looks up the version
            return sent, False
        if not re.match(r"ROLLBACK|SELECT pg_catalog.pg_advisory", sql):
            sent.append((sql, parameters))
    return sent, False


def read_parameters(text):
    found = {}
    for number, null, value in re.findall(r"(\$\d+) = (?:(NULL)|'((?:[^']|'')*)')", text.replace("\n\t", "\n")):
        found[number] = None if null else value.replace("''", "'")
    return found


class Project:
    def __init__(self, port):
        self.folder = tempfile.mkdtemp()
        os.mkdir(self.folder + "/versions")
        with open(self.folder + "/alembic.ini", "w") as file:
            file.write("[alembic]\nscript_location = %(here)s\n")
        with open(self.folder + "/env.py", "w") as file:
            file.write("from alembic import context\ncontext.configure(dialect_opts={'paramstyle': 'named'})\nwith context.begin_transaction():\n    context.run_migrations()\n")
        self.environment = dict(os.environ, LIMBECK_URL=f"postgresql://limbeck:s3cret-word@127.0.0.1:{port}/sent")

    def run(self, *words):
        return subprocess.run([LIMBECK, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True)

    def compare(self, source, log):
        """(statements compared, differences)"""
        with open(self.folder + "/versions/one.py", "w") as file:
            file.write(source)
        shown = self.run("sql", "one")
        if "nothing is kept" not in shown.stderr:  # refused, as some are that Alembic does not write either
            return None, []
        before = os.path.getsize(log)
        ran = self.run("upgrade", "head")
        with open(log, "rb") as file:
            file.seek(before)
            sent, whole = received(file.read().decode())
        wanted = previewed(shown.stdout)
        if whole and len(sent) != len(wanted):
            return len(sent), [f"{len(wanted)} statements were shown and {len(sent)} sent"]
        bad = [f"{d}\n  shown: {w}\n  sent:  {s} {p}" for w, (s, p) in zip(wanted, sent) if (d := difference(w, s, p))]
        if not whole and not bad and self.works(shown.stdout, wanted[:len(sent) + 1]):
            bad = [f"works as it is shown, and failed: {ran.stderr.strip()}"]
        return len(sent), bad

    def works(self, shown, statements):
        """Whether these statements run with their values written out."""
        head = shown[:shown.index("SELECT 'script begins'")].replace("\\\\", "\\")
        text = "BEGIN;\n" + head + "".join(f"{s};\n" for s in statements).replace("\\\\", "\\") + "ROLLBACK;"
        done = subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.environment["LIMBECK_URL"]], input=text, capture_output=True, text=True)
        return done.returncode == 0


def main():
    port, log, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    project, statements, differences, refused = Project(port), 0, 0, 0
    for number in range(seed, seed + count):
        compared, bad = project.compare(Script(number).source(), log)
        refused += compared is None
        statements += compared or 0
        differences += len(bad)
        for text in bad:
            print(f"# seed {number}: {text}")
    print(f"{count} scripts ({refused} refused), {statements} statements, {differences} differences")
    sys.exit(1 if differences or statements < 3 * count or refused > count / 10 else 0)


if __name__ == "__main__":
    main()
