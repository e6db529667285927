"""Classes mapped to tables, in every form SQLAlchemy's ORM has for that. What a class does with
rows is nothing to a schema: relationships and their like are accepted and forgotten."""
import datetime
import decimal
import uuid
import enum
from typing import Annotated, Literal, NewType, _Alias, _allows_none, _Form, _without_none

import _limbeck.host
import _limbeck.objects
import sqlalchemy
from _limbeck.mapped import construct, set_attribute
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


_ORM_ONLY = ("init", "repr", "default_factory", "compare", "kw_only", "hash", "deferred", "deferred_group",
             "deferred_raiseload", "active_history", "use_existing_column", "dataclass_metadata")


class _MappedColumn(Column):
    """mapped_column() waits for the annotation, which may say its type and whether it may be NULL.
    It is a column all the same: the body of the class may use it in an expression."""

    def __init__(self, args, kwargs):
        self.sort_order = kwargs.pop("sort_order", None)
        super().__init__(*args, **kwargs)
        self.args = list(args)
        self.kwargs = kwargs

    def _over(self, template):
        """What an Annotated[...] says, where this says nothing of it."""
        has_name = bool(self.args) and isinstance(self.args[0], str)
        rest = self.args[1:] if has_name else self.args
        merged = dict(template.kwargs)
        merged.update(self.kwargs)
        made = _MappedColumn((self.args[:1] if has_name else []) + (rest or list(template.args)), merged)
        made.sort_order = self.sort_order if self.sort_order is not None else template.sort_order
        return made


def mapped_column(*args, **kwargs):
    for name in _ORM_ONLY:
        kwargs.pop(name, None)
    if "name" in kwargs:
        args = (kwargs.pop("name"),) + args
    return _MappedColumn(args, kwargs)


def declarative_mixin(cls):
    return cls


class _Relation:
    """Of the class it is this; what it would load of an object is not evaluated."""

    def __init__(self, *args, **kwargs):
        pass

    def __get__(self, instance, owner):
        if instance is None or isinstance(instance, type):
            return self
        raise NotImplementedError(f"a relationship of {type(instance).__name__}, which limbeck does not load")


relationship = backref = synonym = dynamic_loader = query_expression = _Relation


def _inner_column(*args, **kwargs):
    """deferred(Column(...)) and column_property(Column(...)) are columns."""
    if args and isinstance(args[0], (Column, _MappedColumn)):
        return args[0]
    return _Relation()


deferred = column_property = _inner_column


def composite(*args, **kwargs):
    if any(isinstance(arg, (Column, _MappedColumn)) for arg in args):
        raise NotImplementedError("limbeck does not read the columns inside a composite()")
    return _Relation()


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


def _in_map(python, type_map):
    try:
        return type_map.get(python)
    except TypeError:  # no key of a dict
        return None


def _enum_of(python, type_map):
    """Of an enumeration or a Literal, as what the map has for all of them says."""
    generic = _in_map(Literal if isinstance(python, _Alias) else enum.Enum, type_map)
    keywords = generic._keywords() if isinstance(generic, sqlalchemy.Enum) else None
    keywords = dict(keywords or {})
    if isinstance(python, _Alias):
        keywords["native_enum"] = False
        return sqlalchemy.Enum(*python.__args__, **keywords)
    return sqlalchemy.Enum(python, **keywords)


def _type_of(python, type_map):
    """The column type of a Python type, by the models' own map first; None where none is known."""
    known = _in_map(python, type_map)
    if known is not None:
        return known
    if isinstance(python, NewType):
        return _type_of(python.__supertype__, type_map)
    if isinstance(python, _Alias) and python.origin is Annotated:
        return _type_of(python.__args__[0], type_map)
    if isinstance(python, _Alias) and python.origin is Literal:
        return _enum_of(python, type_map)
    if isinstance(python, _Alias):
        return _type_of(python.origin, type_map) if not isinstance(python.origin, _Form) else None
    if python in _PYTHON_TYPES:
        return _PYTHON_TYPES[python]
    if isinstance(python, type) and issubclass(python, enum.Enum):
        return _enum_of(python, type_map)
    return None


def _inner(annotation):
    return annotation.__args__[0] if isinstance(annotation, _Alias) else None


def _with_annotated(waiting, annotation):
    """Over what Annotated[int, mapped_column(...)] says already."""
    python = _without_none(_inner(annotation))
    if isinstance(python, _Alias) and python.origin is Annotated:
        for extra in python.__args__[1:]:
            if isinstance(extra, _MappedColumn):
                waiting = waiting._over(extra)
    return waiting


def _finish(name, waiting, annotation, type_map, is_unknown):
    args, kwargs = waiting.args, dict(waiting.kwargs)
    has_name = bool(args) and isinstance(args[0], str)
    if "nullable" not in kwargs and not kwargs.get("primary_key"):
        if is_unknown:
            raise NotImplementedError(f"limbeck does not know from its annotation whether '{name}' may be NULL")
        if isinstance(annotation, _Alias):
            kwargs["nullable"] = _allows_none(_inner(annotation))
    column = Column(*([] if has_name else [name]), *args, **kwargs)
    if column._has_type or column._has_foreign_key:
        return column
    known = _type_of(_without_none(_inner(annotation)), type_map)
    if known is None:
        raise NotImplementedError(f"limbeck does not know the column type of the annotation of '{name}'")
    at = 1 if has_name else 0
    return Column(*([] if has_name else [name]), *args[:at], known, *args[at:], **kwargs)


def _mapped_parent(cls):
    """The class it inherits from that has a table already."""
    for base in cls.__mro__[1:]:
        if "__table__" in base.__dict__:
            return base
    return None


def _in_order(names, annotated):
    """The names of a class body as they stand in it: what is only annotated is in no namespace,
    so the two lists are followed in turns, changing over at each name they share."""
    shared = [name for name in names if name in annotated]
    ordered = []
    current, other = list(names), list(annotated)
    while current:
        name = current.pop(0)
        if name in shared:  # its place is where the other list has it
            shared.remove(name)
            current, other = other, current
        else:
            ordered.append(name)
    return ordered + other


def _member(key, value):
    """What a decorator made of a method is no column, whatever else it is: @cache.memoize()."""
    is_method = not key.startswith("__") and _limbeck.objects.was_function(value)
    return None if is_method and "declared" not in _limbeck.host.opaque_name(value) else value


def _attributes(cls, parent):
    """Everything the class and its mixins define, its own first; what its mapped parent brought
    along is the parent's."""
    found = {}
    annotations = {}
    taken = parent.__mro__ if parent is not None else ()
    for base in cls.__mro__:
        if base in taken or base.__module__ == "_limbeck.declarative":
            continue
        names = base.__dict__
        annotated = names.get("__annotations__", {})
        ordered = _in_order(names, annotated)
        if base is not cls:  # a mixin's columns are copied before its declared_attr are called
            ordered.sort(key=lambda key: isinstance(names.get(key), declared_attr))
        for key in ordered:
            if key in found:
                continue
            found[key] = _member(key, names.get(key))
            if key in annotated:
                annotations[key] = annotated[key]
    return found, annotations


def _is_unread(annotation):
    """Whether it is the text of an annotation, or names what limbeck does not know."""
    return annotation is None or isinstance(annotation, str) or isinstance(_inner(annotation), str)


def _columns_of(cls, found, annotations, type_map):
    columns = {}
    orders = {}
    for key, value in found.items():
        if isinstance(value, (sqlalchemy.Index, sqlalchemy.Constraint)):
            raise NotImplementedError(f"limbeck does not know what the {type(value).__name__} '{key}' in the body of a "
                                      "class belongs to; in __table_args__ it would")
        annotation = annotations.get(key)
        is_unknown = key in annotations and _is_unread(annotation)
        is_mapped = isinstance(annotation, _Alias) and annotation.origin is Mapped
        if isinstance(value, _MappedColumn) or (value is None and is_mapped):
            waiting = _with_annotated(_MappedColumn((), {}) if value is None else value, annotation)
            columns[key] = _finish(key, waiting, annotation, type_map, is_unknown)
            orders[key] = waiting.sort_order or 0
        elif isinstance(value, Column):
            columns[key] = _named(key, value)
        elif value is None and is_unknown and not key.startswith("_"):
            raise NotImplementedError(f"limbeck does not understand the annotation of '{key}'")
    return dict(sorted(columns.items(), key=lambda item: orders.get(item[0], 0)))


def _called(cls, found, annotations):
    for key, value in list(found.items()):
        if isinstance(value, declared_attr):
            found[key] = value.function(cls)
            said = value.function.__annotations__
            if "return" in said:
                annotations[key] = said["return"]


def _directive(cls, name):
    """__tablename__ or __table_args__: a mapped parent's counts only as a declared_attr,
    which is called for each class; a mixin's and an abstract class's always."""
    values = [(base, base.__dict__[name]) for base in cls.__mro__ if name in base.__dict__]
    for base, value in values:
        is_mapped = base is not cls and "_limbeck_attributes" in base.__dict__
        if is_mapped and not isinstance(value, declared_attr):
            continue
        first = values[0][1]
        result = first.function(cls) if isinstance(first, declared_attr) else first
        if result is not None:
            return result
    return None


def _map_class(cls, metadata, type_map):
    if cls.__dict__.get("__abstract__"):  # its declared_attr are called for the classes that derive from it
        return
    parent = _mapped_parent(cls)
    found, annotations = _attributes(cls, parent)
    _called(cls, found, annotations)
    cls._limbeck_relations = [key for key, value in found.items() if isinstance(value, _Relation)]
    if "__table__" in cls.__dict__:
        columns = {column.key: column for column in cls.__table__.c}
        cls._limbeck_attributes = columns
        cls._map_columns(columns)
        return
    tablename = _directive(cls, "__tablename__")
    if parent is None and tablename is None:
        return
    columns = _columns_of(cls, found, annotations, type_map)
    if tablename is None:  # it lives in its parent's table
        for column in columns.values():
            if column.key not in parent.__table__.c:
                parent.__table__.append_column(column)
        table = parent.__table__
    else:
        args = _directive(cls, "__table_args__") or ()
        options = {}
        if isinstance(args, dict):
            args, options = (), args
        elif args and isinstance(args[-1], dict):
            args, options = args[:-1], args[-1]
        table = Table(tablename, metadata, *columns.values(), *args, **options)
        cls.__table__ = table
    cls._limbeck_attributes = None if parent is not None else dict(columns)
    for key, column in columns.items():
        setattr(cls, key, table.c[column.key])


def _add_later(cls, key, value, type_map):
    """Model.name = Column(...), after the class."""
    waiting = isinstance(value, _MappedColumn)
    if not waiting and not isinstance(value, Column):
        if isinstance(value, declared_attr):
            raise NotImplementedError(f"limbeck does not evaluate a declared_attr that a class gets later: '{key}'")
        return
    column = _finish(key, value, None, type_map, False) if waiting else _named(key, value)
    cls.__table__.append_column(column)
    setattr(cls, key, cls.__table__.c[column.key])


_ROOTS = []  # a class directly under one of them is the base of an application's models


def _is_base(cls):
    return any(base in _ROOTS for base in cls.__bases__)


class DeclarativeMeta(type):
    def __init__(cls, name, bases, namespace):
        if _is_base(cls):
            return
        own = getattr(cls, "registry", None)
        type_map = getattr(cls, "type_annotation_map", None) or (own.type_annotation_map if own else {})
        _map_class(cls, getattr(cls, "metadata", None), type_map)

    def __unknown_subclass__(cls, base):
        metadata = getattr(cls, "metadata", None)
        if isinstance(metadata, MetaData):
            metadata._lack(base)

    def __attribute_set__(cls, key, value):
        if "__table__" in cls.__dict__ and key != "__table__":
            _add_later(cls, key, value, getattr(cls, "type_annotation_map", None) or {})

    def _map_columns(cls, columns):
        for key, column in columns.items():
            setattr(cls, key, column)


class DeclarativeBase(metaclass=DeclarativeMeta):
    metadata = MetaData()

    def __init__(self, **values):
        construct(self, values)

    def __setattr__(self, name, value):
        set_attribute(self, name, value)

    def __init_subclass__(cls, **options):
        if _is_base(cls) and "metadata" not in cls.__dict__:
            own = cls.__dict__.get("registry")
            cls.metadata = own.metadata if own is not None else MetaData()


class DeclarativeBaseNoMeta(DeclarativeBase):
    pass


_ROOTS.extend([DeclarativeBase, DeclarativeBaseNoMeta])


class MappedAsDataclass:
    def __init_subclass__(cls, **options):
        super().__init_subclass__()


def declarative_base(*, bind=None, metadata=None, mapper=None, cls=object, name="Base", constructor=None,
                     class_registry=None, metaclass=None, type_annotation_map=None):
    if _limbeck.host.opaque_name(cls) is not None:
        return cls  # what it would bring along is not known
    bases = cls if isinstance(cls, tuple) else (() if cls is object else (cls,))
    made = type(name, bases + (_Made,), {"metadata": metadata if metadata is not None else MetaData(),
                                         "type_annotation_map": type_annotation_map or {}})
    return made


class _Made(metaclass=DeclarativeMeta):
    def __init__(self, **values):
        construct(self, values)

    def __setattr__(self, name, value):
        set_attribute(self, name, value)


_ROOTS.append(_Made)


def as_declarative(**options):
    return lambda cls: declarative_base(cls=cls, name=cls.__name__, **options)


class registry:
    def __init__(self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=None):
        self.metadata = metadata if metadata is not None else MetaData()
        self.type_annotation_map = type_annotation_map or {}

    def generate_base(self, mapper=None, cls=object, name="Base", metaclass=None):
        return declarative_base(metadata=self.metadata, cls=cls, name=name,
                                type_annotation_map=self.type_annotation_map)

    def as_declarative_base(self, **options):
        return lambda cls: self.generate_base(cls=cls, name=cls.__name__)

    def mapped(self, cls):
        _map_class(cls, self.metadata, self.type_annotation_map)
        return cls

    def mapped_as_dataclass(self, cls=None, **options):
        return self.mapped(cls) if cls is not None else self.mapped

    def map_imperatively(self, cls, local_table=None, **options):
        cls.__table__ = local_table

    def map_declaratively(self, cls):
        self.mapped(cls)

    def configure(self, cascade=False):
        pass

    def dispose(self, cascade=False):
        pass


def configure_mappers():
    pass
