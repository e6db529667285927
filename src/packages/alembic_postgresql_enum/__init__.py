"""alembic_postgresql_enum, 1.0 to 1.8: op.sync_enum_values(). It has no part in comparisons."""
from alembic_postgresql_enum.configuration import Config, set_configuration
from alembic_postgresql_enum.operations import SyncEnumValuesOp as _of_op
from alembic_postgresql_enum.types import ColumnType, TableReference
