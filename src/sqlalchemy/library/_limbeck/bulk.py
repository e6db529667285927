"""Single rows of mapped classes, as the bulk methods of Session write them."""
import sqlalchemy
from _limbeck.mapped import attributes, is_mapped, keys


def class_of(mapper):
    cls = mapper if is_mapped(mapper) else getattr(mapper, "class_", None)
    if not is_mapped(cls):
        raise sqlalchemy.exc.InvalidRequestError(f"No mapper can be found for {mapper!r}")
    return cls


def insert(bind, cls, mapping, renders_nulls):
    """None is left out unless nulls are asked for: then a default of the table applies. Unknown keys are ignored."""
    columns = attributes(cls)
    given = {columns[name].name: mapping[name] for name in columns if name in mapping
             and (mapping[name] is not None or (renders_nulls and not columns[name].primary_key))}
    bind.execute(sqlalchemy.insert(cls.__table__).values(given))


def update(bind, cls, mapping):
    columns, key = attributes(cls), keys(cls)
    if any(mapping.get(name) is None for name in key):
        raise sqlalchemy.orm.exc.FlushError("Can't update table using NULL for primary key value")
    values = {columns[name].name: mapping[name] for name in columns if name in mapping and name not in key}
    if not values:
        return
    if any(column._follows_updates for column in columns.values()):
        raise NotImplementedError(f"an UPDATE of {cls.__name__}, which has a column with onupdate")
    found = bind.execute(sqlalchemy.update(cls.__table__).where(*[getattr(cls, name) == mapping[name] for name in key])
                         .values(values))
    if found.rowcount == 0:
        raise NotImplementedError(f"an UPDATE of {cls.__name__} whose row is not there: SQLAlchemy may or may not notice")
