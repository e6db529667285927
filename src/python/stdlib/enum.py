"""Enumerations: a metaclass turns the names of a class into its members."""


class auto:
    pass


class EnumMeta(type):
    def __init_subclass__(meta):
        raise NotImplementedError("limbeck has no class derived from EnumMeta")

    def __init__(cls, name, bases, namespace):
        members = {}
        by_value = []
        last = []
        for key, value in namespace.items():
            if key.startswith("_") or callable(value) or isinstance(value, (property, staticmethod, classmethod)):
                continue
            if isinstance(value, auto):
                value = cls._generate_next_value_(key, 1, len(last), last)
            last.append(value)
            alias = [member for member in by_value if member._value_ == value]
            if alias:
                members[key] = alias[0]
            else:
                member = cls._make(key, value)
                members[key] = member
                by_value.append(member)
            setattr(cls, key, members[key])
        cls.__members__ = members
        cls._ordered = by_value

    def _make(cls, key, value):
        args = value if isinstance(value, tuple) else (value,)
        own_new = cls.__dict__.get("__new__")
        member = object.__new__(cls, *args) if own_new is None else own_new(cls, *args)
        if not hasattr(member, "_value_"):
            member._value_ = value
        member._name_ = key
        for base in cls.__mro__:
            if "__init__" in base.__dict__:
                base.__init__(member, *args)
                break
        return member

    def __call__(cls, value, names=None, **kwargs):
        if names is not None:
            return _functional(cls, value, names)
        for member in cls._ordered:
            if member is value or member._value_ == value:
                return member
        found = cls._missing_(value)
        if found is not None:
            return found
        raise ValueError(f"{value!r} is not a valid {cls.__name__}")

    def __iter__(cls):
        return iter(cls._ordered)

    def __len__(cls):
        return len(cls._ordered)

    def __contains__(cls, value):
        return any(member is value or member._value_ == value for member in cls._ordered)

    def __getitem__(cls, name):
        return cls.__members__[name]

    def __repr__(cls):
        return f"<enum '{cls.__name__}'>"


EnumType = EnumMeta


class Enum(metaclass=EnumMeta):
    @classmethod
    def _missing_(cls, value):
        return None

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        numbers = [value for value in last_values if isinstance(value, int)]
        return max(numbers) + 1 if numbers else start

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, specification):
        return format(str(self), specification)

    def __hash__(self):
        return self._name_


class _ShowsValue:
    def __str__(self):
        return str(self._value_)

    def __format__(self, specification):
        return format(self._value_, specification)


class IntEnum(_ShowsValue, int, Enum):
    pass


class StrEnum(_ShowsValue, str, Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def _functional(base, name, names):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, dict):
        pairs = list(names.items())
    else:
        pairs = [(n, i + 1) if isinstance(n, str) else tuple(n) for i, n in enumerate(names)]
    return type(name, (base,), dict(pairs))


def unique(cls):
    for name, member in cls.__members__.items():
        if name != member._name_:
            raise ValueError(f"duplicate values found in {cls!r}: {name} -> {member._name_}")
    return cls


def member(value):
    return value
