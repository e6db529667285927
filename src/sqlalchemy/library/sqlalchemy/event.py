"""Listeners. Those of a new connection are called with one that only notes what it is sent: settings of the
session, which limbeck makes on its own. Another that may change a connection or its SQL is refused where env.py
connects."""
import _limbeck.host
from sqlalchemy import Column, Table

CANCEL = object()
NO_RETVAL = object()
_of_connections = ("connect", "first_connect", "do_connect", "engine_connect", "checkout", "begin", "before_execute",
                   "before_cursor_execute", "set_connection_execution_options", "set_engine_execution_options",
                   "do_execute", "do_executemany", "do_execute_no_params", "begin_twophase", "commit", "savepoint")
_listeners = []  # (target, identifier, function)


class _Cursor:
    def __init__(self, connection):
        self.connection = connection

    def execute(self, sql, parameters=()):
        self.connection._note(sql, parameters)
        return self

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass


class _Connection:
    def __init__(self):
        self.autocommit = False
        self.isolation_level = ""
        self._kept = []
        self._open = []

    def _note(self, sql, parameters):
        text = str(sql).strip().rstrip(";")
        words = text.upper().split()
        if parameters or ";" in text or not words or words[0] not in ("SET", "PRAGMA") or words[1] == "LOCAL":
            raise NotImplementedError(f"it runs {text}")
        (self._kept if self.autocommit else self._open).append(text)

    def cursor(self):
        return _Cursor(self)

    def execute(self, sql, parameters=()):
        return _Cursor(self).execute(sql, parameters)

    def commit(self):
        self._kept += self._open
        self._open = []

    def rollback(self):
        self._open = []


def _call(identifier, fn, is_sqlite):
    """The settings that it sends, or why they are not known."""
    if identifier not in ("connect", "first_connect"):
        return f"a listener of '{identifier}'"
    connection = _Connection()
    try:
        fn(connection, None)
    except Exception as problem:
        return f"a listener of '{identifier}', which ends with {type(problem).__name__}: {problem}"
    if is_sqlite:
        connection.commit()
    if connection._open:
        return f"a listener of '{identifier}', whose {connection._open[0]} no commit() follows"
    return connection._kept


# What these do as a table or a class is made may add columns, indexes and tables.
_of_models = ("after_parent_attach", "before_parent_attach", "column_reflect", "instrument_class", "class_instrument",
              "attribute_instrument", "mapper_constructed", "before_mapper_configured", "mapper_configured",
              "before_configured", "after_configured", "after_mapper_constructed")


# Of the classes Table and Column: op makes tables and columns of these for each operation.
_of_operations = {"before_create": "CreateTable", "after_create": "CreateTable", "before_drop": "DropTable",
                  "after_drop": "DropTable", "after_parent_attach": "CreateColumn AddColumn",
                  "before_parent_attach": "CreateColumn AddColumn"}


def listen(target, identifier, fn, *arguments, **options):
    if identifier in _of_operations and (target is Table or target is Column):
        for construct in _of_operations[identifier].split():
            _limbeck.host.rewritten(construct, None, f"a listener of '{identifier}' at " + _limbeck.host.caller_place())
    if identifier in _of_models:
        name = getattr(fn, "__name__", "?")
        _limbeck.host.unseen(name, f"'{name}()' listens for '{identifier}', and limbeck does not call it")
    if identifier in _of_connections:
        _listeners.append((target, identifier, fn))


def listens_for(target, identifier, *arguments, **options):
    def decorate(fn):
        listen(target, identifier, fn)
        return fn

    return decorate


def remove(target, identifier, fn):
    _listeners[:] = [one for one in _listeners if one[1:] != (identifier, fn)]


def contains(target, identifier, fn):
    return any(one[1:] == (identifier, fn) for one in _listeners)
