"""The part of the ORM that migrations use: classes mapped to tables, and a Session that executes."""
import datetime
import decimal
import uuid
from typing import _Alias, _allows_none, _Form, _without_none

import _limbeck.host
import sqlalchemy
from sqlalchemy import Column, MetaData, Table

_PYTHON_TYPES = {
    int: sqlalchemy.Integer,
    str: sqlalchemy.String,
    bool: sqlalchemy.Boolean,
    float: sqlalchemy.Float,
    bytes: sqlalchemy.LargeBinary,
    datetime.datetime: sqlalchemy.DateTime,
    datetime.date: sqlalchemy.Date,
    datetime.time: sqlalchemy.Time,
    datetime.timedelta: sqlalchemy.Interval,
    decimal.Decimal: sqlalchemy.Numeric,
    uuid.UUID: sqlalchemy.Uuid,
}

Mapped = _Form("Mapped")
DynamicMapped = _Form("DynamicMapped")
WriteOnlyMapped = _Form("WriteOnlyMapped")


class _MappedColumn:
    """mapped_column() waits for the annotation, which may say its type and whether it may be NULL."""

    def __init__(self, args, kwargs):
        self.args = list(args)
        self.kwargs = kwargs


def mapped_column(*args, **kwargs):
    for name in ("init", "repr", "default_factory", "compare", "kw_only", "hash", "deferred", "deferred_group",
                 "active_history", "sort_order", "use_existing_column"):
        kwargs.pop(name, None)
    return _MappedColumn(args, kwargs)


class _Relation:
    def __init__(self, *args, **kwargs):
        pass


relationship = backref = column_property = synonym = deferred = composite = _Relation


def validates(*names, **options):
    return lambda function: function


def reconstructor(function):
    return function


class declared_attr:
    def __init__(self, function):
        self.function = function

    @classmethod
    def directive(cls, function):
        return cls(function)

    @classmethod
    def cascading(cls, function):
        return cls(function)


def _named(name, column):
    return column if column.name is not None else column._named(name)


def _finish(name, waiting, annotation, type_map):
    args, kwargs = waiting.args, dict(waiting.kwargs)
    has_name = bool(args) and isinstance(args[0], str)
    inner = annotation.__args__[0] if isinstance(annotation, _Alias) else None
    if isinstance(annotation, _Alias):
        if isinstance(inner, _Alias) and inner.origin.name == "Annotated":
            raise NotImplementedError("limbeck does not read Annotated[...] of a mapped column")
        if "nullable" not in kwargs and not kwargs.get("primary_key"):
            kwargs["nullable"] = _allows_none(inner)
    column = Column(*([] if has_name else [name]), *args, **kwargs)
    if column._has_type:
        return column
    python = _without_none(inner)
    known = type_map.get(python) or _PYTHON_TYPES.get(python)
    if known is None:
        if column._has_foreign_key:
            raise NotImplementedError("limbeck does not take a column's type from its foreign key")
        raise NotImplementedError(f"limbeck does not know the column type of the annotation of '{name}'")
    at = 1 if has_name else 0
    return Column(*([] if has_name else [name]), *args[:at], known, *args[at:], **kwargs)


def _attributes(cls):
    """Everything the class and its mixins define, the farthest base first."""
    found = {}
    annotations = {}
    for base in reversed(cls.__mro__):
        names = base.__dict__
        if "__table__" in names and base is not cls:
            raise NotImplementedError("limbeck does not map a class that inherits from a mapped class")
        for key, annotation in names.get("__annotations__", {}).items():
            annotations[key] = annotation
            if key not in names:
                found.setdefault(key, None)
        for key, value in names.items():
            found[key] = value
    return found, annotations


class DeclarativeMeta(type):
    def __init__(cls, name, bases, namespace):
        found, annotations = _attributes(cls)
        for key, value in found.items():
            if isinstance(value, declared_attr):
                found[key] = value.function(cls)
        if "__table__" in namespace:
            cls._map_columns({column.name: column for column in cls.__table__.c})
            return
        if namespace.get("__abstract__") or found.get("__tablename__") is None:
            return
        columns = {}
        type_map = found.get("type_annotation_map") or {}
        for key, value in found.items():
            annotation = annotations.get(key)
            is_mapped = isinstance(annotation, _Alias) and annotation.origin is Mapped
            if isinstance(value, Column):
                columns[key] = _named(key, value)
            elif isinstance(value, _MappedColumn):
                columns[key] = _finish(key, value, annotation, type_map)
            elif value is None and is_mapped:
                columns[key] = _finish(key, _MappedColumn((), {}), annotation, type_map)
        args = found.get("__table_args__") or ()
        options = {}
        if isinstance(args, dict):
            args, options = (), args
        elif args and isinstance(args[-1], dict):
            args, options = args[:-1], args[-1]
        cls.__table__ = Table(found["__tablename__"], cls.metadata, *columns.values(), *args, **options)
        cls._map_columns({key: cls.__table__.c[column.name] for key, column in columns.items()})

    def _map_columns(cls, columns):
        for key, column in columns.items():
            setattr(cls, key, column)


class DeclarativeBase(metaclass=DeclarativeMeta):
    metadata = MetaData()

    def __init_subclass__(cls, **options):
        if DeclarativeBase in cls.__bases__ and "metadata" not in cls.__dict__:
            cls.metadata = MetaData()


class DeclarativeBaseNoMeta(DeclarativeBase):
    pass


class MappedAsDataclass:
    pass


def declarative_base(*, bind=None, metadata=None, mapper=None, cls=object, name="Base", constructor=None,
                     class_registry=None, metaclass=None, type_annotation_map=None):
    if _limbeck.host.opaque_name(cls) is not None:
        return cls  # what it would bring along is not known
    bases = cls if isinstance(cls, tuple) else (() if cls is object else (cls,))
    made = type(name, bases + (_Made,), {"metadata": metadata if metadata is not None else MetaData()})
    return made


class _Made(metaclass=DeclarativeMeta):
    pass


class Session:
    """Executes on its connection. Objects are not loaded, tracked or written."""

    def __init__(self, bind=None, autoflush=True, future=None, expire_on_commit=True, autocommit=False,
                 join_transaction_mode=None):
        self.bind = bind

    def execute(self, statement, params=None, **options):
        return self.bind.execute(statement) if params is None else self.bind.execute(statement, params)

    def scalar(self, statement, params=None, **options):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **options):
        return self.execute(statement, params).scalars()

    def connection(self):
        return self.bind

    def get_bind(self):
        return self.bind

    def flush(self):
        pass

    def commit(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        return False

    def begin(self):
        return self


class sessionmaker:
    def __init__(self, bind=None, **options):
        self.options = {"bind": bind}

    def configure(self, bind=None, **options):
        self.options["bind"] = bind

    def __call__(self, bind=None, **options):
        return Session(bind=bind or self.options["bind"])
