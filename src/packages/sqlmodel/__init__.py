"""SQLModel: tables out of annotated classes, as far as their columns go."""
import datetime
import decimal
import enum
import ipaddress
import pathlib
import re
import typing
import uuid

import _limbeck.host
import pydantic
import sqlalchemy
from alembic import context
from sqlalchemy import *
from sqlalchemy import Column, MetaData, Table
from sqlalchemy.orm import Session, declared_attr, registry
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

_UNSET = object()


class FieldInfo:
    def __init__(self, default, options):
        self.default = default
        self.options = options

    def get(self, name, otherwise=None):
        value = self.options.get(name)
        return otherwise if value is None else value


def Field(default=_UNSET, **options):
    return FieldInfo(_UNSET if default is Ellipsis else default, options)


class RelationshipInfo:
    pass


def Relationship(**options):
    return RelationshipInfo()


# ---- which type a column has ------------------------------------------------------------

_PLAIN = (
    (float, sqlalchemy.Float),
    (bool, sqlalchemy.Boolean),
    (int, sqlalchemy.Integer),
    (datetime.date, sqlalchemy.Date),
    (datetime.timedelta, sqlalchemy.Interval),
    (datetime.time, sqlalchemy.Time),
    (bytes, sqlalchemy.LargeBinary),
    (uuid.UUID, sqlalchemy.Uuid),
)

_ADDRESSES = (ipaddress.IPv4Address, ipaddress.IPv4Network, ipaddress.IPv6Address, ipaddress.IPv6Network)

_PINS = (
    ("uv.lock", r'name = "sqlmodel"\s+version = "0\.0\.(\d+)"'),
    ("poetry.lock", r'name = "sqlmodel"\s+version = "0\.0\.(\d+)"'),
    ("requirements.txt", r"sqlmodel\s*==\s*0\.0\.(\d+)"),
    ("pyproject.toml", r"sqlmodel\s*==\s*0\.0\.(\d+)"),
)
_LAST_WITHOUT_ZONE = 27
_FIRST_WITH_ZONE = 48


def _datetime_type(where):
    """Early versions store a datetime without time zone, later ones in UTC: which one the project
    has is written where it pins its packages."""
    ini = context.config.config_file_name
    folder = pathlib.Path(ini).parent if ini else pathlib.Path.cwd()
    for name, pattern in _PINS:
        path = folder / name
        found = re.search(pattern, path.read_text()) if path.is_file() else None
        release = int(found.group(1)) if found else None
        if release is not None and release >= _FIRST_WITH_ZONE:
            return UTCDateTime()
        if release is not None and release <= _LAST_WITHOUT_ZONE:
            return sqlalchemy.DateTime
    raise NotImplementedError(
        f"whether SQLModel stores '{where}' with a time zone depends on its version, which neither uv.lock, "
        "poetry.lock, requirements.txt nor pyproject.toml tells; Field(sa_type=DateTime(...)) does")


def _without_extras(annotation):
    """X of Annotated[X, ...]."""
    while getattr(annotation, "origin", None) is typing.Annotated:
        annotation = annotation.__args__[0]
    return annotation


def _type_of(name, annotation, info):
    given = info.get("sa_type")
    if given is not None:
        return given
    python = _without_extras(typing._without_none(_without_extras(annotation)))
    if _limbeck.host.opaque_name(python) is not None or not isinstance(python, type):
        raise NotImplementedError(f"limbeck does not know the column type of the annotation of '{name}'")
    if issubclass(python, enum.Enum):
        return sqlalchemy.Enum(python)
    if issubclass(python, (str, pathlib.PurePath, pydantic.AnyUrl)):
        length = info.get("max_length")
        return AutoString(length=length) if length else AutoString
    if issubclass(python, _ADDRESSES):
        return AutoString
    if issubclass(python, datetime.datetime):
        return _datetime_type(name)
    if issubclass(python, decimal.Decimal):
        return sqlalchemy.Numeric(precision=info.get("max_digits"), scale=info.get("decimal_places"))
    for base, known in _PLAIN:
        if issubclass(python, base):
            return known
    raise ValueError(f"{python} has no matching SQLAlchemy type")


# ---- columns and tables ---------------------------------------------------------------------


def _column(name, annotation, info):
    whole = info.get("sa_column")
    if whole is not None:
        return whole if whole.name is not None else whole._named(name)
    type_ = _type_of(name, annotation, info)
    primary_key = info.get("primary_key", False)
    nullable = info.get("nullable")
    if nullable is None:
        nullable = not primary_key and typing._allows_none(_without_extras(annotation))
    items = []
    target = info.get("foreign_key")
    if target:
        items.append(ForeignKey(target, ondelete=info.get("ondelete")))
    options = {"primary_key": primary_key, "nullable": nullable, "index": info.get("index", False),
               "unique": info.get("unique", False)}
    if info.default is not _UNSET:
        options["default"] = info.default
    items.extend(info.get("sa_column_args", ()))
    options.update(info.get("sa_column_kwargs", {}))
    return Column(options.pop("name", name), type_, *items, **options)


def _looked_up(cls, name, otherwise=None):
    for base in cls.__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            return found.function(cls) if isinstance(found, declared_attr) else found
    return otherwise


def _info_of(annotation, default):
    """What Field() says, in the default or within Annotated[...]."""
    if isinstance(default, FieldInfo):
        return default
    options = {}
    if getattr(annotation, "origin", None) is typing.Annotated:
        for extra in annotation.__args__[1:]:
            if _limbeck.host.opaque_name(extra) is not None:
                raise NotImplementedError(f"limbeck does not know '{_limbeck.host.opaque_name(extra)}' in Annotated[...]")
            if isinstance(extra, FieldInfo):
                options.update(extra.options)
    return FieldInfo(default, options)


def _fields(cls):
    """Their annotations by name, those of the farthest base first."""
    found = {}
    for base in reversed(cls.__mro__):
        for name, annotation in base.__dict__.get("__annotations__", {}).items():
            if name.startswith("_") or name == "model_config": # private; its default may be unknown, as PrivateAttr()
                continue
            is_class = annotation is typing.ClassVar or getattr(annotation, "origin", None) is typing.ClassVar
            default = _looked_up(cls, name, _UNSET)
            if is_class or isinstance(default, RelationshipInfo):
                continue
            if annotation is None or isinstance(annotation, str):
                raise NotImplementedError(f"limbeck does not understand the annotation of '{name}'")
            found[name] = (annotation, _info_of(annotation, default))
    return found


def _map(cls):
    columns = {}
    for name, (annotation, info) in _fields(cls).items():
        columns[name] = _column(name, annotation, info)
    for base in cls.__mro__:
        for name, value in base.__dict__.items():
            if name.startswith("_"):
                continue
            if isinstance(value, declared_attr):
                raise NotImplementedError(f"limbeck does not read the declared_attr '{name}' of a SQLModel")
            if isinstance(value, Column) and name not in columns:
                columns[name] = value if value.name is not None else value._named(name)
    args = _looked_up(cls, "__table_args__") or ()
    options = {}
    if isinstance(args, dict):
        args, options = (), args
    elif args and isinstance(args[-1], dict):
        args, options = args[:-1], args[-1]
    table = Table(_looked_up(cls, "__tablename__") or cls.__name__.lower(), cls.metadata, *columns.values(), *args,
                  **options)
    cls.__table__ = table
    cls._is_table = True
    for name, column in columns.items():
        setattr(cls, name, table.c[column.name])


class SQLModel(pydantic.BaseModel):
    metadata = MetaData()
    _is_table = False

    @classmethod
    def __unknown_subclass__(cls, base):
        cls.metadata._lack(base)

    def __init_subclass__(cls, table=None, registry=None, **options):
        if registry is not None:
            cls.metadata = registry.metadata
            return
        own = cls.__dict__.get("model_config", {})
        if (table if table is not None else own.get("table")) and not cls._is_table:
            _map(cls)
