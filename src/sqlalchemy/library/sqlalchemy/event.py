"""Listeners. Those of a new connection are called with one that only notes what it is sent: settings of the
session, which limbeck makes on its own. Another that may change a connection or its SQL is refused where env.py
connects."""
import sqlite3

import _limbeck.host
from sqlalchemy import Column, MetaData, Table

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

    def scalar(self):
        return _limbeck.host.opaque("the result of a listener's SQL")

    fetchone = fetchall = scalar

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass


def _is_ping(words):
    """SELECT 1: whether the connection still answers."""
    return len(words) == 2 and words[0] == "SELECT" and words[1].strip("'").isalnum()


class _RunsSql(Exception):
    pass


class _Connection:
    def __init__(self):
        self.autocommit = False
        self.info = {}
        self.isolation_level = ""
        self.should_close_with_result = False  # of SQLAlchemy 1.4: False for every connection that a listener gets
        self._kept = []
        self._begins = False
        self._open = []

    def _note(self, sql, parameters):
        if _limbeck.host.is_ping(sql):
            return
        text = str(sql).strip().rstrip(";")
        words = text.upper().split()
        if self._begins and words and words[0] == "BEGIN":
            return  # limbeck begins its transactions itself
        if not parameters and _is_ping(words):
            return
        if self._begins and words[:2] == ["SET", "LOCAL"]:
            del words[1]
            text = "SET " + text.split(None, 2)[2]
        if parameters or ";" in text or not words or words[0] not in ("SET", "PRAGMA") or words[1] == "LOCAL":
            raise _RunsSql(text)
        (self._kept if self.autocommit else self._open).append(text)

    def cursor(self):
        return _Cursor(self)

    def execute(self, sql, parameters=()):
        return _Cursor(self).execute(sql, parameters)

    exec_driver_sql = execute

    def scalar(self, statement, parameters=()):
        return self.execute(statement, parameters).scalar()

    def commit(self):
        self._kept += self._open
        self._open = []

    def rollback(self):
        self._open = []


class _SqliteConnection(_Connection, sqlite3.Connection):
    """What isinstance() tells of the driver's connection."""


# Called with a connection and placeholders for the other arguments; their results are not used.
_answered = {"connect": 2, "first_connect": 2, "checkout": 3, "begin": 1, "commit": 1, "engine_connect": 1,
             "before_execute": 5, "before_cursor_execute": 6, "savepoint": 2}


def _call(identifier, fn, is_sqlite):
    """The settings that it sends, or why they are not known."""
    if identifier not in _answered or fn is None:
        return f"a listener of '{identifier}'"
    connection = _SqliteConnection() if is_sqlite else _Connection()
    connection._begins = identifier in ("begin", "commit", "savepoint")
    if identifier in ("connect", "first_connect"):
        reason = _reason(identifier, fn, connection, [None])
    else:
        others = [_limbeck.host.opaque("an argument of a listener")] * (_answered[identifier] - 1)
        found, unknown = _limbeck.host.attempt(lambda: _reason(identifier, fn, connection, others))
        reason = found or (unknown and f"a listener of '{identifier}', because of {unknown}")
    if reason:
        return reason
    if identifier.startswith("before_") and (connection._open or connection._kept):
        return f"a listener of '{identifier}', which runs SQL"
    if is_sqlite or connection._begins:
        connection.commit()
    if connection._open:
        return f"a listener of '{identifier}', whose {connection._open[0]} no commit() follows"
    return connection._kept


def _reason(identifier, fn, connection, others):
    code = getattr(fn, "__code__", None)
    count = code.co_argcount if code is not None else None
    if identifier == "before_execute" and count == 4:  # its old form has no options
        others = others[:3]
    if identifier == "engine_connect" and count == 2:  # its old form gets a flag whether the connection is a branch
        others = [False]
    try:
        fn(connection, *others)
    except _RunsSql as problem:
        return f"a listener of '{identifier}', which runs {problem}"
    except Exception as problem:
        return f"a listener of '{identifier}', which ends with {type(problem).__name__}: {problem}"
    return None


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
    if identifier.endswith(("_create", "_drop")) and isinstance(target, (Table, MetaData)):
        target._listened(identifier, f"'{identifier}' at " + _limbeck.host.caller_place())
    if identifier in _of_models:
        name = getattr(fn, "__name__", "?")
        _limbeck.host.unseen(name, f"'{name}()' listens for '{identifier}', and limbeck does not call it")
    if identifier in _of_connections:
        is_answered = options.get("retval") or options.get("named")
        _listeners.append((target, identifier, None if is_answered else fn))


def listens_for(target, identifier, *arguments, **options):
    def decorate(fn):
        listen(target, identifier, fn, *arguments, **options)
        return fn

    return decorate


def remove(target, identifier, fn):
    _listeners[:] = [one for one in _listeners if one[1:] != (identifier, fn)]


def contains(target, identifier, fn):
    return any(one[1:] == (identifier, fn) for one in _listeners)
