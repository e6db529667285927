"""MySQL's types. limbeck does not speak MySQL; those that every dialect spells the same serve as the plain ones."""
import sqlalchemy

_PLAIN = {"VARCHAR", "CHAR", "TEXT", "NUMERIC", "DECIMAL", "INTEGER", "BIGINT", "SMALLINT", "DATE", "BOOLEAN", "JSON"}
_ARGUMENTS = {"length", "precision", "scale", "asdecimal", "collation", "none_as_null"}
_OF_MYSQL = {"display_width", "unsigned", "zerofill", "charset", "ascii", "unicode", "binary", "national"}  # no other writes them
_WIDTHS = {"INTEGER", "BIGINT", "SMALLINT"}  # their only positional argument is a display width


class _OnlyMySQL:
    def __init__(self, *args, **kwargs):
        pass


def _plain_or_not(name):
    def make(*args, **kwargs):
        if any(key not in _ARGUMENTS and key not in _OF_MYSQL for key in kwargs):
            return _OnlyMySQL()
        if name in _WIDTHS:
            args = ()
        return getattr(sqlalchemy, name)(*args, **{key: value for key, value in kwargs.items() if key in _ARGUMENTS})

    return make


def __getattr__(name):
    return _plain_or_not(name) if name in _PLAIN else _OnlyMySQL
