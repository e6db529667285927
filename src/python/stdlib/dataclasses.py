"""Classes that are mostly their fields."""


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class Field:
    def __init__(self, default, default_factory, init, repr, compare, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    return Field(default, default_factory, init, repr, compare, kw_only)


class FrozenInstanceError(AttributeError):
    pass


def _fields_of(cls, kw_only):
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        for known in getattr(base, "__dataclass_fields__", {}).values():
            fields[known.name] = known
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if isinstance(annotation, str) and annotation.startswith("ClassVar"):
            continue
        default = cls.__dict__.get(name, MISSING)
        made = default if isinstance(default, Field) else Field(default, MISSING, True, True, True, kw_only)
        made.name = name
        if made.kw_only is MISSING:
            made.kw_only = kw_only
        made.type = annotation
        fields[name] = made
        if isinstance(default, Field):
            if default.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, default.default)
    return fields


def _is_needed(f):
    return f.default is MISSING and f.default_factory is MISSING


def _missing(name, missing):
    """Of the arguments by position, as a function says it; of those by name where only they are missing."""
    by_position = [f for f in missing if not f.kw_only]
    names = [repr(f.name) for f in by_position or missing]
    kind = "positional" if by_position else "keyword-only"
    if len(names) > 1:
        last = f"{',' if len(names) > 2 else ''} and {names[-1]}"
        text = ", ".join(names[:-1]) + last
    else:
        text = names[0]
    return TypeError(f"{name} missing {len(names)} required {kind} argument{'s' if len(names) > 1 else ''}: {text}")


def _too_many(name, fields, positional, args, kwargs):
    most = len(positional) + 1
    least = most - len([f for f in fields if not f.kw_only and not _is_needed(f)])
    takes = f"from {least} to {most}" if least != most else f"{most}"
    given = len(args) + 1
    by_name = len([f for f in fields if f.kw_only and f.name in kwargs])
    more = f" positional arguments (and {by_name} keyword-only argument{'s' if by_name > 1 else ''})" if by_name else ""
    plural = "s" if most != 1 or least != most else ""
    return TypeError(f"{name} takes {takes} positional argument{plural} but {given}{more} were given")


def _initialiser(cls, fields):
    positional = [f.name for f in fields if f.init and not f.kw_only]
    accepted = {f.name for f in fields if f.init}
    name_of_init = f"{cls.__qualname__}.__init__()"

    def __init__(self, *args, **kwargs):
        if len(args) > len(positional):
            raise _too_many(name_of_init, [f for f in fields if f.init], positional, args, kwargs)
        given = dict(zip(positional, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{name_of_init} got multiple values for argument '{name}'")
            given[name] = value
        known = set(given)
        for name in given:
            if name not in accepted:
                raise TypeError(f"{name_of_init} got an unexpected keyword argument '{name}'")
        for f in fields:
            if f.init and f.name in given:
                value = given.pop(f.name)
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            elif f.init:
                raise _missing(name_of_init, [f for f in fields if f.init and _is_needed(f) and f.name not in known])
            else:
                continue
            object.__setattr__(self, f.name, value)
        if given:
            raise TypeError(f"{name_of_init} got an unexpected keyword argument '{next(iter(given))}'")
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _decorate(cls, init, repr, eq, order, frozen, kw_only, unsafe_hash):
    has_hash = cls.__dict__.get("__hash__") is not None
    by_name = _fields_of(cls, kw_only)
    fields = tuple(by_name.values())
    compared = [f.name for f in fields if f.compare]
    cls.__dataclass_fields__ = by_name
    cls.__match_args__ = tuple(f.name for f in fields if f.init and not f.kw_only)

    def key(self):
        return tuple(getattr(self, name) for name in compared)

    def show(self):
        shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields if f.repr)
        return f"{self.__class__.__qualname__}({shown})"

    def equal(self, other):
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def ordered(compare):
        return lambda self, other: (
            compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    def freeze(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def keep(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    if init and "__init__" not in cls.__dict__:
        cls.__init__ = _initialiser(cls, fields)
    if repr and "__repr__" not in cls.__dict__:
        cls.__repr__ = show
    if eq and "__eq__" not in cls.__dict__:
        cls.__eq__ = equal
    if order:
        cls.__lt__ = ordered(lambda a, b: a < b)
        cls.__le__ = ordered(lambda a, b: a <= b)
        cls.__gt__ = ordered(lambda a, b: a > b)
        cls.__ge__ = ordered(lambda a, b: a >= b)
    if frozen:
        cls.__setattr__ = freeze
        cls.__delattr__ = keep
    if (eq and frozen and not has_hash) or unsafe_hash:
        cls.__hash__ = lambda self: key(self)
    elif eq and not has_hash:
        cls.__hash__ = None
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def decorate(target):
        return _decorate(target, init, repr, eq, order, frozen, kw_only, unsafe_hash)

    return decorate if cls is None else decorate(cls)


def fields(thing):
    return tuple(thing.__dataclass_fields__.values())


def is_dataclass(thing):
    cls = thing if isinstance(thing, type) else type(thing)
    return any("__dataclass_fields__" in base.__dict__ for base in cls.__mro__)


def _plain(value):
    if is_dataclass(value):
        return asdict(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, dict):
        return {_plain(k): _plain(v) for k, v in value.items()}
    return value


def asdict(thing):
    return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}


def astuple(thing):
    return tuple(asdict(thing).values())


def replace(thing, **changes):
    return thing.__class__(**{**{f.name: getattr(thing, f.name) for f in fields(thing)}, **changes})
