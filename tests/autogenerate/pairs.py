"""Pairs of models, made from a seed: what a database has, and what it should become.

    pairs.py SEED FOLDER [sqlite]   writes FOLDER/before.py and FOLDER/after.py, each with a `metadata`

Types, keys, indexes, defaults, comments, schemas and enumerations as applications have
them; the second is the first after a few changes of the kind that people make."""
import pathlib
import random
import sys

HEADER = '''import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData({metadata})

'''

TYPES = [
    "sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.String(50)", "sa.String(length=120)", "sa.String()",
    "sa.Text()", "sa.Unicode(40)", "sa.Boolean()", "sa.Date()", "sa.DateTime()", "sa.DateTime(timezone=True)",
    "sa.Time()", "sa.Numeric(10, 2)", "sa.Numeric(12, 4)", "sa.Float()", "sa.Double()", "sa.LargeBinary()",
    "sa.JSON()", "sa.Uuid()", "sa.Interval()", "sa.CHAR(3)", "sa.REAL()",
    "postgresql.JSONB()", "postgresql.INET()", "postgresql.UUID(as_uuid=True)", "postgresql.TSVECTOR()",
    "postgresql.ARRAY(sa.Integer())", "postgresql.ARRAY(sa.String(20))", "postgresql.CIDR()",
    "postgresql.TIMESTAMP(timezone=True, precision=3)", "postgresql.BIT(4)", "postgresql.INT4RANGE()",
    "sa.VARCHAR(30)", "sa.TIMESTAMP()", "postgresql.BYTEA()", "postgresql.MACADDR()",
]
DEFAULTS = {
    "sa.Integer()": ["sa.text('0')", "'7'"],
    "sa.BigInteger()": ["sa.text('1')"],
    "sa.String(50)": ["'new'", "sa.text(\"'x'\")", "\"it's\""],
    "sa.Text()": ["''"],
    "sa.Boolean()": ["sa.true()", "sa.text('false')"],
    "sa.DateTime()": ["sa.func.now()", "sa.text('CURRENT_TIMESTAMP')"],
    "sa.DateTime(timezone=True)": ["sa.func.now()"],
    "sa.Numeric(10, 2)": ["sa.text('1.50')", "'2.25'"],
    "postgresql.JSONB()": ["sa.text(\"'{}'::jsonb\")"],
    "sa.Uuid()": ["sa.func.gen_random_uuid()"],
}
WORDS = ["user", "order", "item", "price", "name", "state", "note", "address", "city", "count", "code", "kind",
         "owner", "parent", "title", "body", "rank", "group", "select", "Mixed"]
ACTIONS = [None, None, "CASCADE", "SET NULL", "RESTRICT"]


class Column:
    def __init__(self, name, type_, nullable=True, default=None, comment=None, primary=False, extra=()):
        self.name, self.type, self.nullable, self.default = name, type_, nullable, default
        self.comment, self.primary, self.extra = comment, primary, tuple(extra)
        self.unique = self.index = False

    def copy(self):
        other = Column(self.name, self.type, self.nullable, self.default, self.comment, self.primary, self.extra)
        other.unique, other.index = self.unique, self.index
        return other

    def text(self):
        words = [repr(self.name), self.type, *self.extra]
        if self.primary:
            words.append("primary_key=True")
        elif not self.nullable:
            words.append("nullable=False")
        if self.default:
            words.append(f"server_default={self.default}")
        if self.unique:
            words.append("unique=True")
        if self.index:
            words.append("index=True")
        if self.comment:
            words.append(f"comment={self.comment!r}")
        return f"sa.Column({', '.join(words)})"


class Table:
    def __init__(self, name, schema):
        self.name, self.schema, self.comment = name, schema, None
        self.columns, self.parts = [], []  # parts: texts of constraints and indexes, by a key of their own

    def copy(self):
        other = Table(self.name, self.schema)
        other.comment, other.columns, other.parts = self.comment, [c.copy() for c in self.columns], list(self.parts)
        return other

    def full(self):
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def without_parts_of(self, column):
        named = (repr(column), f".{column}'", f'"{column}"')
        self.parts = [part for part in self.parts if not any(name in part for name in named)]

    def text(self):
        words = [repr(self.name), "metadata", *(c.text() for c in self.columns), *self.parts]
        if self.schema:
            words.append(f"schema={self.schema!r}")
        if self.comment:
            words.append(f"comment={self.comment!r}")
        return "sa.Table(\n    " + ",\n    ".join(words) + ",\n)\n"


class Maker:
    def __init__(self, seed, dialect="postgresql"):
        self.random = random.Random(seed)
        self.number = 0
        self.is_sqlite = dialect == "sqlite"
        self.types = [t for t in TYPES if not (self.is_sqlite and "postgresql" in t)]
        pick = self.random.random()
        self.convention = ("naming_convention={'ix': 'ix_%(column_0_label)s', 'uq': 'uq_%(table_name)s_%(column_0_name)s',"
                           " 'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',"
                           " 'pk': 'pk_%(table_name)s'}" if pick < 0.3 else "")
        self.schemas = [None, None, "app"] if self.random.random() < 0.3 and not self.is_sqlite else [None]

    def word(self):
        self.number += 1
        return f"{self.random.choice(WORDS)}_{self.number}"

    def type(self):
        if self.random.random() < 0.07:
            return f"sa.Enum('a', 'b c', name={self.word()!r})"
        return self.random.choice(self.types)

    def column(self):
        chance = self.random.random
        type_ = self.type()
        column = Column(self.word(), type_, chance() < 0.6)
        if type_ in DEFAULTS and chance() < 0.5 and not (self.is_sqlite and "Uuid" in type_):
            column.default = self.random.choice(DEFAULTS[type_])
        if chance() < 0.15:
            column.comment = self.random.choice(["a comment", "it's \"quoted\"", "two\nlines"])
        plain = type_ in ("sa.Integer()", "sa.String(50)", "sa.BigInteger()", "sa.String(length=120)")
        if plain and chance() < 0.2:
            column.unique = True
        if plain and chance() < 0.2:
            column.index = True
        if self.is_sqlite:
            return column
        if type_ == "sa.Integer()" and not column.default and chance() < 0.06:
            column.extra = ("sa.Identity(always=True, start=5)",)
            column.nullable = False
        elif type_ == "sa.BigInteger()" and not column.default and chance() < 0.1:
            column.extra = ("sa.Computed('id * 2', persisted=True)",)
        return column

    def key(self):
        return self.random.choice(["sa.Integer()", "sa.Integer()", "sa.BigInteger()", "sa.Uuid()"])

    def part(self, table, tables):
        """A constraint or an index."""
        names = [c.name for c in table.columns if not c.extra and not c.primary and c.type.startswith(("sa.Int", "sa.Str", "sa.Big"))]
        kind = self.random.randrange(9)
        if kind < 2 and tables:
            target = self.random.choice(tables)
            key = next((c for c in target.columns if c.primary), None)
            if key is None or sum(c.primary for c in target.columns) != 1:
                return None
            column = Column(self.word(), key.type)
            table.columns.append(column)
            action = self.random.choice(ACTIONS)
            words = [f"['{column.name}']", f"['{target.full()}.{key.name}']"]
            if self.random.random() < 0.4:
                words.append(f"name='fk_{self.word()}'")
            if action:
                words.append(f"ondelete={action!r}")
            if self.random.random() < 0.15:
                words.append("deferrable=True, initially='DEFERRED'")
            return f"sa.ForeignKeyConstraint({', '.join(words)})"
        if not names:
            return None
        some = self.random.sample(names, min(len(names), self.random.choice([1, 1, 2])))
        quoted = ", ".join(map(repr, some))
        if kind in (2, 3) and any(part.startswith(f"sa.UniqueConstraint({quoted}") for part in table.parts):
            return None  # SQLAlchemy tells only one of two on SQLite
        if kind == 2:
            return f"sa.UniqueConstraint({quoted}, name='uq_{self.word()}')"
        if kind == 3:
            return f"sa.UniqueConstraint({quoted})"
        if kind == 4:
            return f"sa.CheckConstraint('id <> 13', name='ck_{self.word()}')"
        name = f"ix_{self.word()}"
        if kind == 5:
            return f"sa.Index({name!r}, {quoted}, unique=True)"
        if kind == 6:
            return f"sa.Index({name!r}, {quoted}, postgresql_where=sa.text('id > 5'))"
        if kind == 7 and any(c.name == some[0] and c.type.startswith("sa.Str") for c in table.columns):
            return f"sa.Index({name!r}, sa.text('lower(\"{some[0]}\")'))"
        if kind == 8:
            return f"sa.Index({name!r}, sa.text('\"{some[0]}\" DESC'), postgresql_using='btree')"
        return f"sa.Index({name!r}, {quoted})"

    def table(self, tables):
        table = Table(self.word(), self.random.choice(self.schemas))
        table.columns.append(Column("id", self.key(), primary=True))
        if self.random.random() < 0.1:
            table.columns[0].type = "sa.Integer()"
            table.columns.append(Column("part", "sa.Integer()", primary=True))
        for _ in range(self.random.randrange(1, 7)):
            table.columns.append(self.column())
        if any(c.extra and "Computed" in c.extra[0] for c in table.columns):
            table.columns[0].type = "sa.Integer()"
        for _ in range(self.random.randrange(0, 4)):
            if "Uuid" not in table.columns[0].type:
                part = self.part(table, tables)
                if part:
                    table.parts.append(part)
        if self.random.random() < 0.15:
            table.comment = self.random.choice(["what it is for", "it's"])
        return table

    def before(self):
        tables = []
        for _ in range(self.random.randrange(1, 5)):
            tables.append(self.table(tables))
        return tables

    def change(self, tables):
        """One change of `tables`, in place."""
        pick = self.random
        kind = pick.randrange(12)
        if kind == 0:
            tables.append(self.table(tables))
            return
        if kind == 1 and len(tables) > 1:
            gone = tables.pop()
            for table in tables:
                table.parts = [p for p in table.parts if f"'{gone.full()}." not in p]
            return
        if not tables:
            return
        table = pick.choice(tables)
        plain = [c for c in table.columns if not c.primary]
        if kind in (2, 3):
            table.columns.append(self.column())
            if table.columns[-1].extra and "Uuid" in table.columns[0].type or "Enum" in table.columns[-1].type:
                table.columns.pop()  # Alembic makes no type for a column alone
        elif kind == 4 and len(plain) > 1:
            column = pick.choice(plain)
            table.columns.remove(column)
            table.without_parts_of(column.name)
        elif kind == 5 and plain:
            column = pick.choice(plain)
            used = any(repr(column.name) in part for part in table.parts)
            convertible = {"sa.String(50)": "sa.String(80)", "sa.Text()": "sa.String(200)", "sa.Integer()": "sa.BigInteger()",
                           "sa.String(length=120)": "sa.Text()", "sa.Numeric(10, 2)": "sa.Numeric(14, 3)",
                           "sa.DateTime()": "sa.DateTime(timezone=True)", "sa.Float()": "sa.Numeric(12, 4)",
                           "sa.CHAR(3)": "sa.String(3)", "sa.REAL()": "sa.Float()"}
            if column.type in convertible and not column.extra and not used and not column.default:
                column.type = convertible[column.type]
        elif kind == 6 and plain:
            column = pick.choice(plain)
            if not column.extra:
                column.nullable = not column.nullable
        elif kind == 7 and plain:
            column = pick.choice(plain)
            column.comment = pick.choice([None, "another comment", "ünïcode"])
        elif kind == 8:
            table.comment = pick.choice([None, "a new comment"])
        elif kind == 9 and table.parts:
            table.parts.remove(pick.choice([p for p in table.parts if "Check" not in p] or [table.parts[0]]))
            table.parts = [p for p in table.parts if "Check" not in p] + [p for p in table.parts if "Check" in p]
        elif kind == 10 and "Uuid" not in table.columns[0].type:
            part = self.part(table, [t for t in tables if t is not table])
            if part and "Check" not in part:
                table.parts.append(part)
        elif kind == 11 and plain:
            column = pick.choice(plain)
            if column.type in ("sa.Integer()", "sa.String(50)") and not column.extra:
                if pick.random() < 0.5:
                    column.index = not column.index
                else:
                    column.unique = not column.unique

    def pair(self):
        before = self.before()
        after = [table.copy() for table in before]
        for _ in range(self.random.randrange(1, 7)):
            self.change(after)
        checks = {part for table in before for part in table.parts if "Check" in part}
        for table in after:  # that a check is gone Alembic does not see
            old = next((t for t in before if t.name == table.name), None)
            if old:
                kept = [p for p in old.parts if p in checks and p not in table.parts]
                table.parts += kept
        return self.module(before), self.module(after)

    def module(self, tables):
        return HEADER.format(metadata=self.convention) + "\n".join(table.text() for table in tables)


def main():
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    before, after = Maker(int(sys.argv[1]), *sys.argv[3:]).pair()
    (folder / "before.py").write_text(before)
    (folder / "after.py").write_text(after)


if __name__ == "__main__":
    main()
