"""SQLModel's own column types."""
import sqlalchemy
from sqlalchemy import types
from sqlalchemy.types import TypeDecorator


class AutoString(TypeDecorator):
    __module__ = "sqlmodel.sql.sqltypes"
    impl = sqlalchemy.String
    cache_ok = True


class UTCDateTime(TypeDecorator):
    __module__ = "sqlmodel.sql.sqltypes"
    impl = sqlalchemy.DateTime
    cache_ok = True

    def __init__(self):
        super().__init__(timezone=True)

    def __repr__(self):
        return "UTCDateTime()"
