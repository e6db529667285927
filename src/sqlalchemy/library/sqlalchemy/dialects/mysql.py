"""MySQL's types. limbeck does not speak MySQL; those that every dialect spells the same serve as the plain ones."""
import sqlalchemy

_PLAIN = {"VARCHAR", "CHAR", "TEXT", "NUMERIC", "DECIMAL", "INTEGER", "BIGINT", "SMALLINT", "DATE", "BOOLEAN"}
_ARGUMENTS = {"length", "precision", "scale", "asdecimal"}


class _OnlyMySQL:
    def __init__(self, *args, **kwargs):
        pass


def _plain_or_not(name):
    def make(*args, **kwargs):
        if any(key not in _ARGUMENTS for key in kwargs):
            return _OnlyMySQL()
        return getattr(sqlalchemy, name)(*args, **kwargs)

    return make


def __getattr__(name):
    return _plain_or_not(name) if name in _PLAIN else _OnlyMySQL
