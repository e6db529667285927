"""@compiles: the functions by which an application writes the SQL of a construct."""
import _limbeck.host
import sqlalchemy
from _limbeck.sqltypes import _DIALECTS

_FUNCTIONS = {}  # class -> {dialect: (function, place)}; "default" is the dialect of all others


def _name(class_):
    """SQLAlchemy's or Alembic's; None of what only the application has and limbeck does not evaluate."""
    path = _limbeck.host.opaque_name(class_)
    if path is None:
        return class_.__name__
    return path.split(".")[-1] if path.startswith(("sqlalchemy.", "alembic.")) else None


def register(class_, specs, function):
    place = _limbeck.host.caller_place()
    name = _name(class_)
    is_own = (_limbeck.host.opaque_name(class_) is None and isinstance(class_, type) and
              not class_.__module__.startswith(("sqlalchemy", "alembic", "_limbeck")))
    for dialect in (specs or (None,)) if name is not None else ():
        _limbeck.host.rewritten(name, dialect, place, is_own)
    if _limbeck.host.opaque_name(class_) is None and isinstance(class_, type):
        for dialect in specs or ("default",):
            _FUNCTIONS.setdefault(class_, {})[dialect] = (function, place)


class Unknown(Exception):
    """The SQL depends on what limbeck does not offer to a function of @compiles."""



class _Compiler:
    """What the function may ask without limbeck having to know what SQLAlchemy would write."""

    def __init__(self, dialect):
        self.dialect = dialect

    def __getattr__(self, name):
        raise Unknown(name)


def _text(function, type_, dialect):
    try:
        text = function(type_, _Compiler(dialect), type_expression=None)
    except (Unknown, AttributeError, NotImplementedError):
        return None
    return text if isinstance(text, str) else None


def _functions(class_):
    for base in class_.__mro__:
        if base in _FUNCTIONS:
            return _FUNCTIONS[base]
        if "__visit_name__" in base.__dict__ or base.__module__.startswith("sqlalchemy"):
            return {}  # SQLAlchemy writes it by this name
    return {}


def functions_by_dialect(class_):
    """[(dialect, function, place)] of a class of the application, or of the nearest of its bases that has any."""
    functions = _functions(class_)
    chosen = [(dialect, functions.get(dialect.name) or functions.get("default")) for dialect in _DIALECTS]
    return [(dialect, *row) for dialect, row in chosen if row is not None]


def type_texts(type_):
    """[(dialect, text or None, place)] of a type."""
    functions = _functions(type(type_))
    found = []
    for dialect in _DIALECTS:
        function, place = functions.get(dialect.name) or functions.get("default") or (None, None)
        if function is not None:
            found.append((dialect.name, _text(function, type_, dialect), place))
    return found


def ddl(element, dialect):
    """DDL("...") of an application's own element."""
    functions = _functions(type(element))
    function, place = functions.get(dialect.name) or functions.get("default") or (None, None)
    name = type(element).__name__
    if function is None:
        raise NotImplementedError(f"limbeck does not evaluate the SQL of {name}, which no @compiles writes")
    try:
        text = function(element, _Compiler(dialect))
    except (Unknown, AttributeError, NotImplementedError) as problem:
        raise NotImplementedError(f"limbeck does not evaluate the SQL of {name}, which @compiles of {place} writes: {problem}")
    if not isinstance(text, str) or "%" in text:
        raise NotImplementedError(f"limbeck does not evaluate the SQL of {name}, which @compiles of {place} writes")
    return sqlalchemy.DDL(text)
