"""inspect(connection): questions to the catalogue, asked as queries like any other."""
import re

import _limbeck.files
import _limbeck.host
import sqlalchemy
from alembic import op
from sqlalchemy import Column, text
from sqlalchemy import Inspector as _Inspector
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import NoInspectionAvailable, NoSuchTableError

from _limbeck_catalogue import reflected_type  # what no type below is: known by this name only

_KEY = re.compile(r'\bCONSTRAINT +(?:"(.+?)"|(\w+)) +PRIMARY KEY\b', re.IGNORECASE)
# SQLite keeps the name of a constraint in the text of its table alone.
_UNIQUE = re.compile(
    r'(?:\bCONSTRAINT\s+("(?:[^"]|"")+"|\[[^\]]+\]|`[^`]+`|\w+)\s+)?\bUNIQUE\s*\(([^()]+)\)', re.IGNORECASE)


# The classes that SQLAlchemy's dialects reflect: scripts test them with isinstance().
_TYPES_OF_POSTGRESQL = {
    "bigint": sqlalchemy.BIGINT,
    "bit": postgresql.BIT,
    "bit varying": postgresql.BIT,
    "boolean": sqlalchemy.BOOLEAN,
    "bytea": postgresql.BYTEA,
    "character": sqlalchemy.CHAR,
    "character varying": sqlalchemy.VARCHAR,
    "cidr": postgresql.CIDR,
    "citext": postgresql.CITEXT,
    "char": sqlalchemy.CHAR,
    "varchar": sqlalchemy.VARCHAR,
    "decimal": sqlalchemy.NUMERIC,
    "float": postgresql.DOUBLE_PRECISION,
    "date": sqlalchemy.DATE,
    "double precision": postgresql.DOUBLE_PRECISION,
    "hstore": postgresql.HSTORE,
    "inet": postgresql.INET,
    "integer": sqlalchemy.INTEGER,
    "interval": postgresql.INTERVAL,
    "json": postgresql.JSON,
    "jsonb": postgresql.JSONB,
    "macaddr": postgresql.MACADDR,
    "money": postgresql.MONEY,
    "numeric": sqlalchemy.NUMERIC,
    "oid": postgresql.OID,
    "real": sqlalchemy.REAL,
    "smallint": sqlalchemy.SMALLINT,
    "text": sqlalchemy.TEXT,
    "time": postgresql.TIME,
    "timestamp": postgresql.TIMESTAMP,
    "tsvector": postgresql.TSVECTOR,
    "uuid": postgresql.UUID,
}
_TYPES_OF_SQLITE = {
    "BIGINT": sqlalchemy.BIGINT,
    "BLOB": sqlalchemy.BLOB,
    "BOOL": sqlalchemy.BOOLEAN,
    "BOOLEAN": sqlalchemy.BOOLEAN,
    "CHAR": sqlalchemy.CHAR,
    "DATE": sqlite.DATE,
    "DATETIME": sqlite.DATETIME,
    "DOUBLE": sqlalchemy.DOUBLE,
    "DECIMAL": sqlalchemy.DECIMAL,
    "FLOAT": sqlalchemy.FLOAT,
    "INT": sqlalchemy.INTEGER,
    "INTEGER": sqlalchemy.INTEGER,
    "JSON": sqlite.JSON,
    "NUMERIC": sqlalchemy.NUMERIC,
    "REAL": sqlalchemy.REAL,
    "SMALLINT": sqlalchemy.SMALLINT,
    "TEXT": sqlalchemy.TEXT,
    "TIME": sqlite.TIME,
    "TIMESTAMP": sqlalchemy.TIMESTAMP,
    "VARCHAR": sqlalchemy.VARCHAR,
    "NVARCHAR": sqlalchemy.NVARCHAR,
    "NCHAR": sqlalchemy.NCHAR,
}
_PATTERN = re.compile(r"([a-z ]+?)(?:\((\d+)(?:,\s*(\d+))?\))?( with(?:out)? time zone)?")


def _type_of_postgresql(spelling):
    if spelling.endswith("[]"):
        inner = _type_of_postgresql(spelling[:-2])
        return reflected_type if _limbeck.host.opaque_name(inner) else postgresql.ARRAY(inner)
    # Of a preview, the schema is limbeck's own, with the types as CREATE TABLE spells them.
    match = _PATTERN.fullmatch(spelling.strip().lower())
    made = _TYPES_OF_POSTGRESQL.get(match[1]) if match else None
    if made is None:
        return reflected_type
    length, scale, zone = match[2] and int(match[2]), match[3] and int(match[3]), match[4]
    if made in (postgresql.TIMESTAMP, postgresql.TIME):
        return made(timezone=zone == " with time zone", precision=length)
    if zone:
        return reflected_type
    if made is postgresql.INTERVAL:
        return made(precision=length)
    if made is postgresql.BIT:
        return made(length=length if length or match[1] != "bit" else 1, varying=match[1] != "bit")
    if made in (sqlalchemy.CHAR, sqlalchemy.VARCHAR):
        return made(length=length)
    if made is postgresql.DOUBLE_PRECISION:
        return made(precision=53)
    return made(length, scale) if made is sqlalchemy.NUMERIC else made()


def _type_of_sqlite(spelling):
    """By its name, or by what SQLite makes of it."""
    match = re.match(r"([\w ]+)(\(.*?\))?", spelling.upper())
    name, numbers = (match[1], match[2]) if match else ("", None)
    if name in _TYPES_OF_SQLITE:
        made = _TYPES_OF_SQLITE[name]
    elif "INT" in name:
        made = sqlalchemy.INTEGER
    elif "CHAR" in name or "CLOB" in name or "TEXT" in name:
        made = sqlalchemy.TEXT
    elif "BLOB" in name or not name:
        made = sqlalchemy.types.NullType
    elif "REAL" in name or "FLOA" in name or "DOUB" in name:
        made = sqlalchemy.REAL
    else:
        made = sqlalchemy.NUMERIC
    takes = made in (sqlalchemy.CHAR, sqlalchemy.VARCHAR, sqlalchemy.NVARCHAR, sqlalchemy.NCHAR, sqlalchemy.TEXT,
                     sqlalchemy.NUMERIC, sqlalchemy.DECIMAL, sqlalchemy.FLOAT, sqlalchemy.REAL)
    return made(*[int(one) for one in re.findall(r"\d+", numbers or "")]) if takes else made()


def _split(joined):
    return joined.split("\x1f") if joined else []


def _unquoted(name):
    name = name.strip()
    return name[1:-1].replace('""', '"') if name[:1] in ('"', "[", "`") else name


# An Inspector caches each query: it does not see later changes of the migration, as in SQLAlchemy.

def _of_table_once(method):
    def answer(self, table_name, schema=None, **kw):
        return self._once((method.__name__, table_name, schema, tuple(kw.items())),
                          lambda: method(self, table_name, schema, **kw))
    return answer


def _of_schema_once(method):
    def answer(self, schema=None, **kw):
        return self._once((method.__name__, schema, tuple(kw.items())), lambda: method(self, schema, **kw))
    return answer


class Inspector(_Inspector):
    def __init__(self, bind):
        self.bind = bind = bind.connect() if type(bind).__name__ == "Engine" else bind
        self.dialect = bind.dialect
        self._answers = {}
        self._postgresql = bind.dialect.name == "postgresql"

    def _rows(self, question, **parameters):
        known = _limbeck.host.catalogue(question, parameters.get("name"), parameters.get("schema"), parameters.get("kind"))
        if known is not None:
            return list(known)
        query = _limbeck.host.inspection_sql(question)
        if query is None:
            raise NotImplementedError(f"limbeck does not read {question} from this database")
        sql, names = query
        for number, name in enumerate(names.split(), 1):  # the files of src/reflection/sql have $1 or ?1
            sql = sql.replace(f"${number}", f":{name}").replace(f"?{number}", f":{name}")
        return list(self.bind.execute(text(sql), {name: parameters.get(name) for name in names.split()}))

    def _once(self, question, ask):
        if question not in self._answers:
            self._answers[question] = ask()
        return self._answers[question]

    def clear_cache(self):
        self._answers.clear()

    def _names(self, question, schema):
        return [row.name for row in self._rows(question, schema=schema)]

    def _has_table(self, table, schema):
        return table in self._names("tables", schema) or table in self._names("views", schema)

    def _of(self, table, schema):
        if not self._has_table(table, schema):
            raise NoSuchTableError(table)

    def _of_identity(self, table, schema):
        """On PostgreSQL, SQLAlchemy keeps the number of a table that it asks these questions of, and that there is none."""
        if not self._postgresql:
            self._of(table, schema)
        elif not self._once(("identity", table, schema), lambda: self._has_table(table, schema)):
            raise NoSuchTableError(table)

    @_of_schema_once
    def get_table_names(self, schema=None, **kw):
        return self._names("tables", schema)

    @_of_schema_once
    def get_view_names(self, schema=None, **kw):
        return self._names("views", schema)

    def get_schema_names(self, **kw):
        return self._once(("get_schema_names", tuple(kw.items())),
                          lambda: [row.name for row in self._rows("schemas")] if self._postgresql else ["main"])

    @property
    def default_schema_name(self):
        return self._rows("default_schema")[0].name if self._postgresql else "main"

    @_of_table_once
    def has_table(self, table_name, schema=None, **kw):
        return self._has_table(table_name, schema)

    def has_schema(self, schema_name, **kw):
        if not self._postgresql:
            return schema_name in self.get_schema_names()
        return self._once(("has_schema", schema_name),
                          lambda: schema_name in [row.name for row in self._rows("schemas")])

    def has_index(self, table_name, index_name, schema=None, **kw):
        """SQLAlchemy keeps what it asks for this apart from what a script asks."""
        if not self._once(("has_index", "table", table_name, schema), lambda: self._has_table(table_name, schema)):
            return False
        indexes = self._once(("has_index", table_name, schema), lambda: self._indexes(table_name, schema))
        return any(index["name"] == index_name for index in indexes)

    @_of_table_once
    def get_columns(self, table_name, schema=None, **kw):
        self._of(table_name, schema)
        type_of = _type_of_postgresql if self._postgresql else _type_of_sqlite
        return [{"name": row.name, "type": type_of(row.type), "nullable": bool(row.is_nullable),
                 "default": row.default_text, "primary_key": int(row.key_place)}
                for row in self._rows("columns", name=table_name, schema=schema)]

    @_of_table_once
    def get_indexes(self, table_name, schema=None, **kw):
        return self._indexes(table_name, schema)

    def _indexes(self, table_name, schema):
        self._of_identity(table_name, schema)
        return [{"name": row.name, "unique": bool(row.is_unique), "column_names": _split(row.column_list)}
                for row in self._rows("indexes", name=table_name, schema=schema, kind="c")]

    @_of_table_once
    def get_pk_constraint(self, table_name, schema=None, **kw):
        self._of_identity(table_name, schema)
        if self._postgresql:
            rows = self._rows("constraints", name=table_name, schema=schema, kind="p")
            return {"name": rows[0].name if rows else None,
                    "constrained_columns": _split(rows[0].column_list) if rows else []}
        columns = [column for column in self.get_columns(table_name, schema) if column["primary_key"]]
        return {"name": self._name_of_key(table_name, schema),
                "constrained_columns": [column["name"] for column in sorted(columns, key=lambda column: column["primary_key"])]}

    def _name_of_key(self, table_name, schema):
        """On SQLite, where only the text of the table has it."""
        known = _limbeck.host.catalogue("constraints", table_name, schema, "p")
        if known is not None:
            return next((row.name for row in known), None)
        named = next((_KEY.search(row.definition) for row in self._rows("definition", name=table_name)), None)
        return named and (named.group(1) or named.group(2))

    @_of_table_once
    def get_foreign_keys(self, table_name, schema=None, **kw):
        self._of(table_name, schema)
        if self._postgresql:
            rows = self._rows("constraints", name=table_name, schema=schema, kind="f")
        else:
            rows = self._rows("keys", name=table_name)
        return [{"name": row.name if self._postgresql else None, "constrained_columns": _split(row.column_list),
                 "referred_schema": None, "referred_table": row.referent,
                 "referred_columns": _split(row.referent_list)} for row in rows]

    @_of_table_once
    def get_unique_constraints(self, table_name, schema=None, **kw):
        self._of_identity(table_name, schema)
        if self._postgresql or _limbeck.host.catalogue("constraints", table_name, schema, "u") is not None:
            rows = self._rows("constraints", name=table_name, schema=schema, kind="u")
            return [{"name": row.name, "column_names": _split(row.column_list)} for row in rows]
        return self._unique_constraints_of_sqlite(table_name)

    def _unique_constraints_of_sqlite(self, table_name):
        """Those of the table's text in its order, and then those that columns say of themselves."""
        left = [_split(row.column_list) for row in self._rows("indexes", name=table_name, kind="u")]
        found = []
        for definition in self._rows("definition", name=table_name):
            for match in _UNIQUE.finditer(definition.definition):
                columns = [_unquoted(column) for column in match.group(2).split(",")]
                if columns in left:
                    left.remove(columns)
                    found.append({"name": _unquoted(match.group(1)) if match.group(1) else None, "column_names": columns})
        order = [row.name for row in self._rows("columns", name=table_name)]
        left.sort(key=lambda columns: order.index(columns[0]))
        return found + [{"name": None, "column_names": columns} for columns in left]

    @_of_table_once
    def get_check_constraints(self, table_name, schema=None, **kw):
        self._of(table_name, schema)
        rows = self._rows("constraints", name=table_name, schema=schema, kind="c")
        return [{"name": row.name, "sqltext": row.definition[7:-1]} for row in rows]


def _source(bind):
    """An engine has connections of its own; an Inspector is asked for its connection."""
    if isinstance(bind, Inspector):
        return bind.bind
    return bind if type(bind).__name__ in ("Engine", "Connection") else op.get_bind()


def reflected_columns(name, schema, bind):
    """For Table(..., autoload_with=...). env.py reads nothing from the database, so None there."""
    if _limbeck.files.environment_runs():
        _limbeck.host.unseen(name, f"the table '{name}' is read from the database")
        return None
    return [Column(found["name"], None if _limbeck.host.opaque_name(found["type"]) else found["type"],
                   primary_key=bool(found["primary_key"]), nullable=found["nullable"])
            for found in inspect(_source(bind)).get_columns(name, schema)]


def exists(kind, name, schema):
    """Whether the database has it, for checkfirst=True."""
    bind = op.get_bind()
    if kind == "table":
        return Inspector(bind).has_table(name, schema)
    return bool(Inspector(bind)._rows(kind, name=name, schema=schema))


class _OfEnvironment:
    """Of env.py's own connection: each question begins a transaction, and what it would answer is not known."""

    def __init__(self, connection):
        self._connection = connection

    def __getattr__(self, name):
        unknown = _limbeck.host.opaque(f"sqlalchemy.inspect().{name}")
        if name in ("bind", "default_schema_name", "dialect", "engine", "info_cache"):
            return unknown

        def ask(*args, **kwargs):
            answered = self._connection.exec_driver_sql("SELECT 1")
            if not _limbeck.host.opaque_name(answered):
                return getattr(Inspector(self._connection), name)(*args, **kwargs)
            if name == "has_schema" and len(args) == 1:
                return _limbeck.host.opaque(f"sqlalchemy.inspect().has_schema({args[0]})")
            return unknown()

        return ask


def inspect(subject, raiseerr=True):
    if isinstance(subject, type):
        raise NotImplementedError("limbeck does not inspect mapped classes")
    if _limbeck.files.environment_runs():
        kind = type(subject).__name__
        return (_OfEnvironment(subject) if kind == "Connection"
                else _OfEnvironment(subject.connect()) if kind == "Engine"
                else _limbeck.host.opaque("sqlalchemy.inspect()"))
    if op.get_context().as_sql and type(subject).__name__ != "Engine":
        raise NoInspectionAvailable("No inspection system is available for object of type "
                                    "<class 'sqlalchemy.engine.mock.MockConnection'>")
    return Inspector(subject)


_OF_DIALECTS = ("has_table", "get_columns", "get_pk_constraint", "get_foreign_keys", "get_indexes",
                "get_unique_constraints", "get_check_constraints", "get_table_names", "get_view_names", "get_schema_names",
                "has_index", "has_schema")


def dialect_attribute(name):
    """What a dialect answers about a connection's catalogue: as an Inspector of it does. None of other names."""
    if name not in _OF_DIALECTS:
        return None
    return lambda connection, *args, **kwargs: getattr(inspect(connection), name)(*args, **kwargs)
