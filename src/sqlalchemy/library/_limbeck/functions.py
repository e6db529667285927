"""Functions that applications define: class name(GenericFunction), and class name(FunctionElement) with @compiles."""
import _limbeck.compiling
import _limbeck.host
from sqlalchemy.sql import _plain_function, _written_function

_REGISTRY = {}  # "package.name" in small letters -> the class


def registered(name):
    return _REGISTRY.get(name.lower())


class ClauseList:
    """The arguments of a function, which a compiler writes with commas between them."""

    def __init__(self, clauses):
        self.clauses = clauses

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)


def _expression(value):
    import sqlalchemy

    is_plain = value is None or isinstance(value, (str, int, float, bool, bytes)) or not hasattr(value, "label")
    return sqlalchemy.literal(value) if is_plain else value


class _Written:
    """What SQLAlchemy's compiler offers to a function of @compiles, as far as it does not depend on the statement: an
    expression becomes a mark in the text, and is written when the statement is."""

    def __init__(self, dialect):
        self.dialect = dialect
        self.items = []

    def process(self, clause, **options):
        if isinstance(clause, ClauseList):
            return ", ".join([self.process(item) for item in clause])
        self.items.append(clause)
        return f"\x01{len(self.items) - 1}\x02"

    def visit_function(self, element, **options):
        return f"{element.name}({self.process(element.clauses)})"

    def __getattr__(self, name):
        raise _limbeck.compiling.Unknown(name)


def _row(element, function, place, dialect):
    """A mark holds the number of its item: a function may write its items in any order, or not at all."""
    compiler = _Written(dialect)
    try:
        text = function(element, compiler)
    except Exception:  # on the other dialect perhaps; where this one is written, it is refused
        text = None
    if not isinstance(text, str):
        return (dialect.name, None, place, [])
    return (dialect.name, text, place, compiler.items)


def _written_rows(element):
    return [_row(element, function, place, dialect)
            for dialect, function, place in _limbeck.compiling.functions_by_dialect(type(element))]


class FunctionElement:
    def __new__(cls, *args, **kwargs):
        element = object.__new__(cls)
        element.__init__(*args, **kwargs)
        rows = _written_rows(element)
        if not rows:
            raise NotImplementedError(f"limbeck does not evaluate {cls.__name__}(), for which no @compiles is given")
        name = getattr(element, "name", None)
        type_ = getattr(element, "type", None)
        return _written_function(name if isinstance(name, str) else "anon", type_, list(element.clauses), rows)

    def __init__(self, *clauses):
        self.clauses = ClauseList([_expression(clause) for clause in clauses])


class _GenericFunctionType(type):
    """A function of a registered class is an object of it, and has no other attributes than those of any function."""

    def __instancecheck__(cls, value):
        if cls in type(value).__mro__:
            return True
        name = getattr(value, "name", None) if type(value).__name__ == "Function" else None
        made = registered(name) if isinstance(name, str) else None
        return made is not None and issubclass(made, cls)


class GenericFunction(metaclass=_GenericFunctionType):
    def __init_subclass__(cls, **kwargs):
        names = cls.__dict__
        name = names.get("name", cls.__name__)
        cls.name = name
        cls._limbeck_init = "__init__" in names or getattr(cls, "_limbeck_init", False)
        package = getattr(cls, "package", None)
        if names.get("_register", True):
            identifier = names.get("identifier", name)
            path = f"{package}.{identifier}" if package and package != "_default" else identifier
            _REGISTRY[path.lower()] = cls

    def __new__(cls, *args, **kwargs):
        if cls._limbeck_init:
            raise NotImplementedError(f"limbeck does not evaluate the __init__ of the SQL function {cls.__name__}")
        type_ = kwargs.pop("type_", getattr(cls, "type", None))
        if not _limbeck.compiling.functions_by_dialect(cls):
            return _plain_function(cls.name)(*args, type_=type_, **kwargs)
        if kwargs:
            raise NotImplementedError(f"limbeck does not evaluate {cls.__name__}() with keywords, which @compiles writes")
        element = object.__new__(cls)
        element.clauses = ClauseList([_expression(clause) for clause in args])
        return _written_function(cls.name, type_, list(element.clauses), _written_rows(element))
