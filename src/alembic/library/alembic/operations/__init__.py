"""What extends op."""
from alembic.operations import ops
from alembic.operations.base import AbstractOperations, BatchOperations, Operations
from alembic.operations.ops import MigrateOperation
