"""The column types of oslo_db, OpenStack's library. Their values are the application's to convert."""
from sqlalchemy import Integer, String as _String, Text
from sqlalchemy.types import TypeDecorator


class _Type(TypeDecorator):
    __module__ = "oslo_db.sqlalchemy.types"
    cache_ok = True

    def process_bind_param(self, value, dialect):
        raise NotImplementedError("limbeck does not convert values of oslo_db")


class JsonEncodedType(_Type):
    impl = Text

    def __init__(self, mysql_as_long=False, mysql_as_medium=False):
        if mysql_as_long and mysql_as_medium:
            raise TypeError("mysql_as_long and mysql_as_medium are mutually exclusive")
        super().__init__()


class JsonEncodedDict(JsonEncodedType):
    pass


class JsonEncodedList(JsonEncodedType):
    pass


class SoftDeleteInteger(_Type):
    impl = Integer


def String(length, mysql_ndb_length=None, mysql_ndb_type=None, **kw):
    return _String(length, **kw)
