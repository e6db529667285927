"""op._proxy: the Operations object whose methods op offers."""
import alembic.op


def __getattr__(name):
    if name == "migration_context":
        return alembic.op.get_context()
    return getattr(alembic.op, name)
