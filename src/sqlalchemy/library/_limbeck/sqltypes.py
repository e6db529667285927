"""Column types that applications define in Python."""
from copy import copy


class _Dialect:
    def __init__(self, name):
        self.name = name

    def type_descriptor(self, type_):
        return type_() if isinstance(type_, type) else type_


_DIALECTS = (_Dialect("postgresql"), _Dialect("sqlite"))


def _dialect(name, options):
    if options:
        raise NotImplementedError(f"limbeck does not follow the options of {name}.dialect(): {', '.join(options)}")
    return _Dialect(name)


def postgresql_dialect(**options):
    return _dialect("postgresql", options)


def sqlite_dialect(**options):
    return _dialect("sqlite", options)


def _has_one(type_, *names):
    return any(hasattr(type_, name) for name in names)


def _no_visit_name(type_):
    if hasattr(type_, "__visit_name__"):
        raise NotImplementedError(f"limbeck does not follow the __visit_name__ of the type {type(type_).__name__}")


class Comparator:
    """What the columns of a type answer to operators; those of an application add names to it."""


def _own_operators(type_):
    """Whether its comparator_factory writes operators in another way."""
    factory = getattr(type_, "comparator_factory", None)
    if factory is None:
        return False
    for base in factory.__mro__:
        if base is Comparator:
            return False
        if any(name in ("operate", "reverse_operate") or name.startswith("__") and name not in _OF_EVERY_CLASS
               for name in base.__dict__):
            return True
    return False


_OF_EVERY_CLASS = ("__module__", "__qualname__", "__doc__", "__slots__", "__dict__", "__weakref__", "__annotations__",
                   "__init__", "__firstlineno__", "__static_attributes__", "__parameters__", "__orig_bases__")
_MISSING = object()


def generic_repr(type_):
    """The class with the arguments of its __init__, by the values of attributes of their names."""
    init = type(type_).__init__
    code = init.__code__
    names = code.co_varnames[1:code.co_argcount]
    defaults = init.__defaults__ or ()
    positional = names[:len(names) - len(defaults)]
    shown = [repr(getattr(type_, name, None)) for name in positional]
    if code.co_flags & 4 and hasattr(type_, code._star):
        shown.extend(repr(value) for value in getattr(type_, code._star))
    for name, default in zip(names[len(positional):], defaults):
        value = getattr(type_, name, _MISSING)
        if value is not _MISSING and value != default:
            shown.append(f"{name}={value!r}")
    return f"{type(type_).__name__}({', '.join(shown)})"


class Concatenable:
    pass


class Indexable:
    pass


class ExternalType:
    Comparator = Comparator

    @property
    def _limbeck_operates(self):
        return _own_operators(self)


class UserDefinedType(ExternalType):
    def __init__(self, *args, **kwargs):
        pass

    def __repr__(self):
        return generic_repr(self)

    def _limbeck_types(self):
        _no_visit_name(self)
        return self.get_col_spec()

    @property
    def _limbeck_converts(self):
        return _has_one(self, "bind_processor", "bind_expression", "literal_processor")

    @property
    def _limbeck_converts_back(self):
        return hasattr(self, "result_processor") or hasattr(self, "column_expression")


class TypeDecorator(ExternalType):
    impl = None
    cache_ok = None
    coerce_to_is_types = (type(None),)

    def __init__(self, *args, **kwargs):
        if self.__class__.impl is None:
            raise AssertionError("TypeDecorator implementations require a class-level variable 'impl'")
        self.impl = self._make(self.__class__.impl, args, kwargs)

    @staticmethod
    def _make(impl, args, kwargs):
        return impl(*args, **kwargs) if isinstance(impl, type) else impl

    @property
    def impl_instance(self):
        return self.impl

    def copy(self, **options):
        return copy(self)

    def load_dialect_impl(self, dialect):
        return self.impl

    def dialect_impl(self, dialect):
        return self.load_dialect_impl(dialect)

    def with_variant(self, type_, *names):
        return _Variant(self, type_, names)

    def _limbeck_types(self):
        _no_visit_name(self)
        return [self._limbeck_on(dialect) for dialect in _DIALECTS]

    def _limbeck_on(self, dialect):
        found = self.load_dialect_impl(dialect)
        return found() if isinstance(found, type) else found

    @property
    def _limbeck_converts(self):
        return _has_one(self, "process_bind_param", "process_literal_param", "bind_processor", "bind_expression",
                        "literal_processor")

    @property
    def _limbeck_converts_back(self):
        return _has_one(self, "process_result_value", "result_processor", "column_expression")


class _Variant(TypeDecorator):
    def __init__(self, base, type_, names):
        self.base = base
        self.type_ = type_
        self.names = names

    def load_dialect_impl(self, dialect):
        return self.type_ if dialect.name in self.names else self.base

    @property
    def _limbeck_converts(self):
        return self.base._limbeck_converts

    @property
    def _limbeck_converts_back(self):
        return self.base._limbeck_converts_back
