"""Which columns are of an enumeration."""
from dataclasses import dataclass
from enum import Enum

import sqlalchemy


class ColumnType(Enum):
    COMMON = sqlalchemy.Enum
    ARRAY = sqlalchemy.ARRAY

    def __repr__(self):
        return f"ColumnType.{self.name}"


Unspecified = object()


@dataclass(frozen=True)
class TableReference:
    table_name: str
    column_name: str
    table_schema: object = Unspecified
    column_type: object = ColumnType.COMMON
    existing_server_default: object = None

    @property
    def table_name_with_schema(self):
        return (f'"{self.table_schema}".' if self.table_schema else "") + f'"{self.table_name}"'

    @property
    def escaped_column_name(self):
        return f'"{self.column_name}"'
