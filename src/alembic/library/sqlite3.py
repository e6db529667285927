"""The names of Python's driver for SQLite. A migration's connection is limbeck's own; nothing else is opened."""
apilevel, paramstyle, threadsafety = "2.0", "qmark", 1
PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2


class Warning(Exception):
    pass


class Error(Exception):
    pass


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


class Connection:
    pass


class Cursor:
    pass


class Row:
    pass


def connect(database, *args, **kw):
    raise NotImplementedError(f"limbeck does not open a second database for a script: sqlite3.connect({database!r})")


def register_adapter(type, adapter):
    raise NotImplementedError("limbeck does not evaluate sqlite3.register_adapter(), which changes what is written")


def register_converter(typename, converter):
    raise NotImplementedError("limbeck does not evaluate sqlite3.register_converter(), which changes what is read")
