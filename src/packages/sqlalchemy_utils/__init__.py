"""The column types of sqlalchemy_utils. Their values are the application's to convert.

A class with a __module__ is written by its name into new scripts. The others would be written by
Alembic in a form that cannot be made again (ChoiceType without its choices): they are written as
the type they come to."""
import sqlalchemy
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, UserDefinedType


class _Type(TypeDecorator):
    def process_bind_param(self, value, dialect):
        raise NotImplementedError("limbeck does not convert values of sqlalchemy_utils")


class UUIDType(_Type):
    __module__ = "sqlalchemy_utils.types.uuid"
    impl = sqlalchemy.BINARY(16)

    def __init__(self, binary=True, native=True):
        self.impl = sqlalchemy.BINARY(16)
        self.binary = binary
        self.native = native

    def __repr__(self):
        return "UUIDType()" if self.binary else "UUIDType(binary=False)"

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name == "postgresql":
            return postgresql.UUID()
        return self.impl if self.binary else sqlalchemy.CHAR(32)


class ArrowType(_Type):
    __module__ = "sqlalchemy_utils.types.arrow"
    impl = sqlalchemy.DateTime


class EnrichedDateTimeType(ArrowType):
    def __init__(self, datetime_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)


class EmailType(_Type):
    __module__ = "sqlalchemy_utils.types.email"
    impl = sqlalchemy.Unicode

    def __init__(self, length=255, *args, **kwargs):
        super().__init__(*args, length=length, **kwargs)


class URLType(_Type):
    __module__ = "sqlalchemy_utils.types.url"
    impl = sqlalchemy.UnicodeText


class JSONType(_Type):
    __module__ = "sqlalchemy_utils.types.json"
    impl = sqlalchemy.UnicodeText

    def load_dialect_impl(self, dialect):
        return sqlalchemy.JSON() if dialect.name == "postgresql" else self.impl


class PasswordType(_Type):
    impl = sqlalchemy.VARBINARY(1024)

    def __init__(self, max_length=None, **kwargs):
        self.length = max_length or 1024
        self.impl = sqlalchemy.VARBINARY(self.length)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return postgresql.BYTEA(self.length)
        return sqlalchemy.VARBINARY(self.length)


class ChoiceType(_Type):
    impl = sqlalchemy.Unicode(255)

    def __init__(self, choices, impl=None):
        chosen = impl if impl is not None else sqlalchemy.Unicode(255)
        self.impl = chosen() if isinstance(chosen, type) else chosen


class IPAddressType(_Type):
    __module__ = "sqlalchemy_utils.types.ip_address"
    impl = sqlalchemy.Unicode(50)

    def __init__(self, max_length=50, *args, **kwargs):
        self.impl = sqlalchemy.Unicode(max_length)


class TimezoneType(_Type):
    impl = sqlalchemy.Unicode(50)

    def __init__(self, backend="dateutil"):
        self.impl = sqlalchemy.Unicode(50)


class LocaleType(_Type):
    __module__ = "sqlalchemy_utils.types.locale"
    impl = sqlalchemy.Unicode(10)


class CountryType(_Type):
    __module__ = "sqlalchemy_utils.types.country"
    impl = sqlalchemy.String(2)


class CurrencyType(_Type):
    __module__ = "sqlalchemy_utils.types.currency"
    impl = sqlalchemy.String(3)


class WeekDaysType(_Type):
    __module__ = "sqlalchemy_utils.types.weekdays"
    impl = sqlalchemy.String(7)


class ColorType(_Type):
    __module__ = "sqlalchemy_utils.types.color"
    impl = sqlalchemy.Unicode(20)

    def __init__(self, max_length=20, *args, **kwargs):
        self.impl = sqlalchemy.Unicode(max_length)


class ScalarListType(_Type):
    __module__ = "sqlalchemy_utils.types.scalar_list"
    impl = sqlalchemy.UnicodeText

    def __init__(self, coerce_func=str, separator=","):
        self.impl = sqlalchemy.UnicodeText()


class PhoneNumberType(_Type):
    __module__ = "sqlalchemy_utils.types.phone_number"
    impl = sqlalchemy.Unicode(20)

    def __init__(self, region="US", max_length=20, *args, **kwargs):
        self.impl = sqlalchemy.Unicode(max_length)


class TSVectorType(TypeDecorator):
    __module__ = "sqlalchemy_utils.types.ts_vector"
    impl = postgresql.TSVECTOR

    def __init__(self, *columns, **options):
        self.impl = postgresql.TSVECTOR()


class LtreeType(UserDefinedType):
    __module__ = "sqlalchemy_utils.types.ltree"
    def get_col_spec(self, **kw):
        return "LTREE"


class _Encrypted(_Type):
    def __init__(self, type_in=None, key=None, engine=None, **kwargs):
        self.impl = self.__class__.impl()


class StringEncryptedType(_Encrypted):
    __module__ = "sqlalchemy_utils.types.encrypted.encrypted_type"
    impl = sqlalchemy.String


class EncryptedType(_Encrypted):
    __module__ = "sqlalchemy_utils.types.encrypted.encrypted_type"
    impl = sqlalchemy.LargeBinary
