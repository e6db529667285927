"""Classes that are mostly their fields."""
import types

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
           "astuple", "make_dataclass", "replace", "is_dataclass"]


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


class _KwOnly:
    def __repr__(self):
        return "<dataclasses._KW_ONLY_TYPE object>"


MISSING = _Missing()
KW_ONLY = _KwOnly()
_NO_METADATA = types.MappingProxyType({})


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _NO_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._kind = "field"  # or "init variable", which becomes no attribute

    def __repr__(self):
        names = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only")
        return f"Field({','.join(f'{name}={getattr(self, name)!r}' for name in names)},_field_type=None)"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class FrozenInstanceError(AttributeError):
    pass


# ---- which fields a class has


def _is_named(annotation, name):
    """Of an annotation that is a text: "ClassVar[int]", "typing.ClassVar"."""
    return isinstance(annotation, str) and annotation.split("[", 1)[0].strip().split(".")[-1] == name


def _is_class_variable(annotation):
    import typing

    return (annotation is typing.ClassVar or getattr(annotation, "origin", None) is typing.ClassVar or
            getattr(annotation, "__origin__", None) is typing.ClassVar or
            _is_named(annotation, "ClassVar"))


def _is_init_variable(annotation):
    return annotation is InitVar or isinstance(annotation, InitVar) or _is_named(annotation, "InitVar")


def _is_kw_only(annotation):
    return annotation is KW_ONLY or _is_named(annotation, "KW_ONLY")


def _own_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    made = default if isinstance(default, Field) else field(default=default)
    made.name = name
    made.type = annotation
    made._kind = "init variable" if _is_init_variable(annotation) else "field"
    if made._kind == "init variable" and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._kind == "field" and made.default is not MISSING and made.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory")
    return made


def _own_fields(cls, kw_only):
    found, has_marker = [], False
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _is_kw_only(annotation):
            if has_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            has_marker = kw_only = True
        elif _is_class_variable(annotation):
            default = cls.__dict__.get(name, MISSING)
            if isinstance(default, Field):
                if default.default_factory is not MISSING:
                    raise TypeError(f"field {name} cannot have a default factory")
                if default.kw_only is not MISSING:
                    raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
                if default.default is MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, default.default)
        else:
            found.append(_own_field(cls, name, annotation, kw_only))
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _fields_of(cls, kw_only):
    by_name = {}
    for base in reversed(cls.__mro__[1:]):
        for known in base.__dict__.get("__dataclass_fields__", {}).values():
            by_name[known.name] = known
    for made in _own_fields(cls, kw_only):
        by_name[made.name] = made
        if isinstance(cls.__dict__.get(made.name), Field):
            if made.default is MISSING:
                delattr(cls, made.name)
            else:
                setattr(cls, made.name, made.default)
    return by_name


def _is_needed(f):
    return f.default is MISSING and f.default_factory is MISSING


# ---- __init__


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


def _initialiser(cls, fields, has_slots):
    accepted = [f for f in fields if f.init]
    positional = [f.name for f in accepted if not f.kw_only]
    names = {f.name for f in accepted}
    name_of_init = f"{cls.__qualname__}.__init__()"
    has_default = None
    for f in accepted:
        if not f.kw_only:
            if not _is_needed(f):
                has_default = f
            elif has_default is not None:
                raise TypeError(f"non-default argument {f.name!r} follows default argument")

    def __init__(self, *args, **kwargs):
        if len(args) > len(positional):
            raise _too_many(name_of_init, accepted, positional, args, kwargs)
        given = dict(zip(positional, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{name_of_init} got multiple values for argument '{name}'")
            if name not in names:
                raise TypeError(f"{name_of_init} got an unexpected keyword argument '{name}'")
            given[name] = value
        missing = [f for f in accepted if _is_needed(f) and f.name not in given]
        if missing:
            raise _missing(name_of_init, missing)
        variables = []
        for f in fields:
            if f.init and f.name in given:
                value = given[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING and (f.init or has_slots):
                value = f.default
            elif f._kind == "init variable" and f.default is not MISSING:
                value = f.default
            else:
                continue  # the class has the default, or there is none
            if f._kind == "init variable":
                variables.append(value)
            elif frozen_of(self):
                object.__setattr__(self, f.name, value)
            else:
                setattr(self, f.name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*variables)

    def frozen_of(self):
        return cls.__dataclass_params__.frozen

    return __init__


# ---- the other methods


class _Parameters:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        names = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")
        return f"_DataclassParams({','.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _check_bases(cls, frozen):
    known = [base.__dict__["__dataclass_params__"] for base in cls.__mro__[1:] if "__dataclass_params__" in base.__dict__]
    if known and frozen and not all(parameters.frozen for parameters in known):
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    if any(parameters.frozen for parameters in known) and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")



def _add_repr(cls, fields):
    under_way = []  # objects that hold one another

    def __repr__(self):
        if any(one is self for one in under_way):
            return "..."
        under_way.append(self)
        try:
            shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields if f.repr)
        finally:
            under_way.pop()
        return f"{self.__class__.__qualname__}({shown})"

    cls.__repr__ = __repr__


def _add_comparisons(cls, names, eq, order):
    def key(self):
        return tuple([getattr(self, name) for name in names])

    def __eq__(self, other):
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def ordered(compare):
        return lambda self, other: (
            compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    if eq and "__eq__" not in cls.__dict__:
        cls.__eq__ = __eq__
    comparisons = {"__lt__": lambda a, b: a < b, "__le__": lambda a, b: a <= b, "__gt__": lambda a, b: a > b,
                   "__ge__": lambda a, b: a >= b}
    for name in comparisons if order else ():
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                            "Consider using functools.total_ordering")
        setattr(cls, name, ordered(comparisons[name]))


def _freeze(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for name, method in (("__setattr__", __setattr__), ("__delattr__", __delattr__)):
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
        setattr(cls, name, method)


def _add_hash(cls, fields, has_hash, eq, frozen, unsafe_hash):
    hashed = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]

    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in hashed]))

    if unsafe_hash and has_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if unsafe_hash or (eq and frozen and not has_hash):
        cls.__hash__ = __hash__
    elif eq and not has_hash:
        cls.__hash__ = None


def _with_slots(cls, by_name, weakref_slot):
    """Slots are given when a class is made: the class once more, with them."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    names = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    own = [name for name in by_name if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        own.append("__weakref__")
    for name in by_name:
        names.pop(name, None)
    names["__slots__"] = tuple(own)
    qualified = getattr(cls, "__qualname__", None)
    made = type(cls)(cls.__name__, cls.__bases__, names)
    if qualified is not None:
        made.__qualname__ = qualified
    return made


def _decorate(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    # A class with __eq__ and no __hash__ has the __hash__ None, which is not its own wish.
    own_hash = cls.__dict__.get("__hash__", MISSING)
    has_hash = not (own_hash is MISSING or (own_hash is None and "__eq__" in cls.__dict__))
    _check_bases(cls, frozen)
    by_name = _fields_of(cls, kw_only)
    cls.__dataclass_fields__ = by_name
    cls.__dataclass_params__ = _Parameters(init, repr, eq, order, unsafe_hash, frozen)
    every = list(by_name.values())
    real = [f for f in every if f._kind == "field"]
    if init:
        cls.__init__ = _initialiser(cls, every, slots)
    if repr and "__repr__" not in cls.__dict__:
        _add_repr(cls, real)
    if frozen:
        _freeze(cls, {f.name for f in real})
    _add_comparisons(cls, [f.name for f in real if f.compare], eq, order)
    _add_hash(cls, real, has_hash, eq, frozen, unsafe_hash)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in every if f.init and not f.kw_only)
    return _with_slots(cls, {f.name: f for f in real}, weakref_slot) if slots else cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def decorate(target):
        return _decorate(target, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return decorate if cls is None else decorate(cls)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    names, annotations = dict(namespace or {}), {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, names[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    names["__annotations__"] = annotations
    made = type(cls_name, bases, names)
    return dataclass(made, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


# ---- of classes and objects


def fields(class_or_instance):
    try:
        known = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in known.values() if f._kind == "field")


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def _plain(value, whole):
    """A copy in which each object of a dataclass is what `whole` makes of its (name, value) pairs."""
    if _is_instance(value):
        return whole([(f.name, _plain(getattr(value, f.name), whole)) for f in fields(value)])
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_plain(item, whole) for item in value])
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(item, whole) for item in value)
    if isinstance(value, dict):
        return type(value)((_plain(k, whole), _plain(v, whole)) for k, v in value.items())
    import copy

    return copy.deepcopy(value)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, lambda pairs: tuple_factory([value for name, value in pairs]))


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            if f._kind == "init variable" and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
