"""Enumerations: a metaclass turns the names of a class into its members."""

_PLANNED = object()
_FLAGS = ("Flag", "IntFlag", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP")
_CHECKS = ("verify", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "show_flag_values", "_is_sunder", "_is_dunder",
           "_is_private", "_is_descriptor", "_iter_bits_lsb")
__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "ReprEnum", "auto", "unique", "property", "member"]
__all__ += ["nonmember", *_FLAGS, "verify", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE"]


class auto:
    def __init__(self, value=_PLANNED):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


def _find_value(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for known in cls._member_map_.values():
            if known._value_ == value:
                return known


def _is_single_bit(number):
    return isinstance(number, int) and number > 0 and number & (number - 1) == 0


def _builtin_new(kind):
    return lambda cls, *args: kind.__new__(cls, *args)


def _shown(self):
    return str(self._plain())


def _formatted(self, specification):
    if not specification:
        return str(self)
    return format(self._plain(), specification)


def _making():
    """The part that makes members, read when a script has an enumeration."""
    import _limbeck.enumeration as making

    return making


class EnumType(type):
    """Classes of this module are made without it."""

    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        return _making().prepare(name, bases)

    def __new__(meta, name, bases, namespace, *, boundary=None, **keywords):
        making = _making()
        contents, kind, first, order = making.contents_of(name, bases, namespace, boundary)
        cls = super().__new__(meta, name, bases, contents, **keywords)
        making.complete(cls, bases, contents, kind, first, order)
        return cls

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls._lookup(value)
        return _making().functional(cls, value, names, module, qualname, type, start, boundary)

    def _lookup(cls, value):
        if type(value) is cls:
            return value
        found = _find_value(cls, value)
        if found is not None:
            return found
        return _making().missing(cls, value)

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __contains__(cls, value):
        """Of a value as Python 3.12 does; 3.11 has a TypeError there."""
        if isinstance(value, cls):
            return value._name_ in cls._member_map_
        return not isinstance(value, Enum) and _find_value(cls, value) is not None

    def __getitem__(cls, name):
        return cls._member_map_[name]

    @property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if cls._is_flag_ else 'enum'} {cls.__name__!r}>"

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls._member_map_:
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        type.__delattr__(cls, name)


EnumMeta = EnumType


class _Field:
    """`name` and `value` of a member; of the class, the member that is called so."""

    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is not None:
            return instance._name_ if self.name == "name" else instance._value_
        try:
            return owner._member_map_[self.name]
        except KeyError:
            raise AttributeError(self.name) from None


class Enum(metaclass=EnumType):
    name = _Field("name")
    value = _Field("value")
    _new_member_ = None
    _use_args_ = False
    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}
    _member_type_ = object
    _value_repr_ = None
    _is_flag_ = False

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = last_values[-1]
            last_values.sort()
            if last == last_values[-1]:
                return last + 1
        except TypeError:
            pass
        for value in last_values:
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def _plain(self):
        kind = self._member_type_
        return self._value_ if type(self._value_) is kind else kind(self)

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__name__}.{self._name_}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, specification):
        return format(str(self), specification)

    def __hash__(self):
        return self._name_

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __setattr__(self, name, value):
        if name == "name" or name == "value":
            raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")
        object.__setattr__(self, name, value)


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    _value_repr_ = int.__repr__
    _new_member_ = staticmethod(_builtin_new(int))
    _use_args_ = True
    _member_type_ = int
    __str__ = _shown
    __format__ = _formatted


class StrEnum(str, ReprEnum):
    _value_repr_ = str.__repr__
    _use_args_ = True
    _member_type_ = str
    __str__ = _shown
    __format__ = _formatted

    @staticmethod
    def __new_member__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    _new_member_ = __new_member__

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def unique(enumeration):
    twice = [(name, made._name_) for name, made in enumeration.__members__.items() if name != made._name_]
    if twice:
        details = ", ".join([f"{alias} -> {name}" for alias, name in twice])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration



def __getattr__(name):
    """Flags are few, and making their classes takes long."""
    if name == "property":
        return _making()._Property
    if name in _FLAGS:
        import _limbeck.flags as flags

        return getattr(flags, name)
    if name in _CHECKS:
        import _limbeck.enum_checks as checks

        return getattr(checks, name)
    return _making().lacking(name)
