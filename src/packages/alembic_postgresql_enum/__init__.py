"""alembic_postgresql_enum, 1.0 to 1.8: op.sync_enum_values(). Imported by env.py it compares the values of
enumerations, too; limbeck refuses to compare then."""
import _limbeck.host
from alembic_postgresql_enum.configuration import Config, set_configuration
from alembic_postgresql_enum.operations import SyncEnumValuesOp as _of_op
from alembic_postgresql_enum.types import ColumnType, TableReference

_limbeck.host.comparator("alembic_postgresql_enum, which compares the values of enumerations")
