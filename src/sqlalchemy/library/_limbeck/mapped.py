"""Objects of mapped classes as a session knows them: what was loaded, and what was changed since."""
import _limbeck.host
import sqlalchemy
from sqlalchemy.ext.mutable import _tracked


def attributes(cls):
    """{attribute: its Column} of a mapped class."""
    found = getattr(cls, "_limbeck_attributes", None)
    if found is None or not isinstance(found, dict):
        raise NotImplementedError(f"objects of {cls.__name__}, which limbeck has not mapped to one table")
    for name, column in found.items():
        if any(type(column.type) is type(one) for one in _tracked):  # the same type, or one like it
            raise NotImplementedError(f"objects of {cls.__name__}: '{name}' is of a type of as_mutable(), whose changes in "
                                      "place limbeck does not see")
    return found


def is_mapped(entity):
    return isinstance(entity, type) and hasattr(entity, "__table__")


def keys(cls):
    found = [name for name, column in attributes(cls).items() if column.primary_key]
    if not found:
        raise NotImplementedError(f"objects of {cls.__name__}, which has no primary key")
    return found


class State:
    """In an object's _sa_instance_state."""

    def __init__(self, instance):
        self.instance = instance
        self.loaded = None  # {attribute: value}, once it has a row
        self.key = None
        self.expired = {}  # {attribute: what it holds until it is read again}
        self.session = None

    def value(self, name):
        """None where an __init__ of the class itself left it out: then it is still the class's column."""
        value = getattr(self.instance, name)
        if name in self.expired and _limbeck.host.opaque_name(value) is not None:
            return value
        return None if isinstance(value, sqlalchemy.Column) else value

    def load(self, values):
        for name, value in values.items():
            object.__setattr__(self.instance, name, value)
        self.loaded = dict(values)
        self.expired = {}

    def expire(self):
        """After a commit SQLAlchemy reads attributes again when they are used: limbeck refuses that use."""
        of = type(self.instance)
        for name in attributes(of):
            if name not in keys(of):
                path = f"{of.__name__}.{name} after commit(); refresh() or query the object again"
                self.expired[name] = self.loaded[name] = _limbeck.host.opaque(path)
                object.__setattr__(self.instance, name, self.expired[name])

    def is_expired(self, name):
        return name in self.expired and _limbeck.host.opaque_name(self.value(name)) is not None

    def read_again(self, values):
        """A row read after the commit; what was set since then stays."""
        for name in [name for name in self.expired if self.is_expired(name)]:
            object.__setattr__(self.instance, name, values[name])
            self.loaded[name] = values[name]
        self.expired = {}

    def written(self, changes):
        self.loaded.update(changes)
        self.expired = {name: held for name, held in self.expired.items() if name not in changes}

    def changes(self):
        found = {}
        for name, old in self.loaded.items():
            value = self.value(name)
            if name in self.expired:
                if not self.is_expired(name):
                    found[name] = value
            elif type(value) is not type(old) or value != old and (value == value or old == old):  # NaN is no change
                found[name] = value
        return found


def state_of(instance):
    state = getattr(instance, "_sa_instance_state", None)
    if state is None:
        if not is_mapped(type(instance)):
            raise sqlalchemy.exc.InvalidRequestError(f"Class '{type(instance).__name__}' is not mapped")
        state = State(instance)
        object.__setattr__(instance, "_sa_instance_state", state)
    return state


def construct(instance, values):
    """What the constructor of a declarative class does; columns that are not given read as None."""
    cls = type(instance)
    for name in getattr(cls, "_limbeck_attributes", None) or ():
        object.__setattr__(instance, name, None)
    for name, value in values.items():
        if not hasattr(cls, name):
            raise TypeError(f"{name!r} is an invalid keyword argument for {cls.__name__}")
        setattr(instance, name, value)


def set_attribute(instance, name, value):
    """What was put into a relationship would set columns when it is written."""
    if name in getattr(type(instance), "_limbeck_relations", ()):
        raise NotImplementedError(f"'{name}' of {type(instance).__name__}: limbeck does not write relationships")
    object.__setattr__(instance, name, value)


def flag_modified(instance, name):
    state = state_of(instance)
    if state.loaded is not None:
        state.loaded[name] = _CHANGED


_CHANGED = object()
