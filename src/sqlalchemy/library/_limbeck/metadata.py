"""What a MetaData does with all its tables."""
import _limbeck.files
import _limbeck.host
from sqlalchemy import Table

from _limbeck.inspection import inspect


def sorted_tables(metadata):
    return _in_order(metadata, sorted(metadata.tables))


def _in_order(metadata, keys):
    """Those that others refer to first; ties as they come."""
    waiting = {key: metadata.tables[key] for key in keys}
    done = []
    while waiting:
        ready = [key for key, table in waiting.items()
                 if not [other for other in table._referents if other in waiting and other != key]]
        if not ready:
            raise NotImplementedError("limbeck does not create tables that refer to each other in a circle")
        done += [waiting.pop(key) for key in ready]
    return done


def create_all(metadata, bind, tables=None, checkfirst=True):
    metadata._make_types(checkfirst)
    for table in _in_order(metadata, list(metadata.tables)):
        if tables is None or any(table is wanted for wanted in tables):
            table._create_alone(bind, checkfirst=checkfirst)


def reflect(metadata, bind, schema=None, views=False, only=None, extend_existing=False, autoload_replace=True,
            resolve_fks=True, **dialect_kwargs):
    for name in inspect(bind).get_table_names(schema):
        key = f"{schema}.{name}" if schema else name
        wanted = only is None or (only(name, metadata) if callable(only) else name in only)
        if wanted and key not in metadata.tables:
            Table(name, metadata, autoload_with=bind, schema=schema)


def copied(table):
    """Table.to_metadata() of models: what the MetaData holds is not known then."""
    _limbeck.host.unseen(f"{table.name}.to_metadata", f"the table '{table.name}' is copied with to_metadata()")
    return _limbeck.host.opaque(f"{table.name}.to_metadata()")
