"""SQLModel's own column types."""
import uuid

import sqlalchemy
from _limbeck import pins
from sqlalchemy import types
from sqlalchemy.dialects.postgresql import UUID
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


class _GUID(TypeDecorator):
    """Of a UUID before 0.0.20; later ones have SQLAlchemy's own type."""
    __module__ = "sqlmodel.sql.sqltypes"
    impl = sqlalchemy.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(UUID() if dialect.name == "postgresql" else sqlalchemy.CHAR(32))

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if dialect.name == "postgresql":
            return str(value)
        return value.hex if isinstance(value, uuid.UUID) else uuid.UUID(value).hex

    def process_result_value(self, value, dialect):
        return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(value)


def __getattr__(name):
    release = pins.release("sqlmodel") if name == "GUID" else None
    if name != "GUID" or release is not None and release >= (0, 0, 20):
        raise AttributeError(f"module 'sqlmodel.sql.sqltypes' has no attribute {name!r}")
    return _GUID
