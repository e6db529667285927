"""globals(), vars() and __dict__: a view of the names of a module or an object, which changes with them."""
import _limbeck.objects

_MISSING = object()


class dict_of_names:
    def __init__(self, of):
        self._of = of

    def _now(self):
        return _limbeck.objects.names(self._of)

    def __getitem__(self, key):
        now = self._now()
        if key not in now:
            raise KeyError(key)
        return now[key]

    def __setitem__(self, key, value):
        _limbeck.objects.bind(self._of, key, value)

    def __delitem__(self, key):
        if key not in self._now():
            raise KeyError(key)
        delattr(self._of, key)

    def __contains__(self, key):
        return key in self._now()

    def __iter__(self):
        return iter(self._now())

    def __reversed__(self):
        return reversed(self._now())

    def __len__(self):
        return len(self._now())

    def __eq__(self, other):
        return self._now() == (other._now() if isinstance(other, dict_of_names) else other)

    __hash__ = None

    def __repr__(self):
        return repr(self._now())

    def __or__(self, other):
        return self._now() | dict(other)

    def __ror__(self, other):
        return dict(other) | self._now()

    def __ior__(self, other):
        self.update(other)
        return self

    def get(self, key, default=None):
        return self._now().get(key, default)

    def keys(self):
        return self._now().keys()

    def values(self):
        return self._now().values()

    def items(self):
        return self._now().items()

    def copy(self):
        return self._now()

    def update(self, *others, **more):
        for key, value in dict(*others, **more).items():
            self[key] = value

    def setdefault(self, key, default=None):
        now = self._now()
        if key not in now:
            self[key] = default
            return default
        return now[key]

    def pop(self, key, default=_MISSING):
        now = self._now()
        if key in now:
            del self[key]
            return now[key]
        if default is _MISSING:
            raise KeyError(key)
        return default

    def popitem(self):
        key, value = self._now().popitem()
        del self[key]
        return key, value

    def clear(self):
        for key in self._now():
            del self[key]


def vars_of(value):
    return value.__dict__


def _of_class(cls):
    return {name for one in cls.__mro__ for name in one.__dict__}


_OF_OBJECT = ["__class__", "__delattr__", "__dict__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__",
              "__getattribute__", "__getstate__", "__gt__", "__hash__", "__init__", "__init_subclass__", "__le__",
              "__lt__", "__module__", "__ne__", "__new__", "__reduce__", "__reduce_ex__", "__repr__", "__setattr__",
              "__sizeof__", "__str__", "__subclasshook__", "__weakref__"]


def dir_of(value):
    kind = _limbeck.objects.kind(value)
    if kind == "module":
        return _limbeck.objects.module_names(value.__name__) or sorted(value.__dict__)
    if kind == "class":
        return sorted(_of_class(value) | set(_OF_OBJECT))
    if kind == "object":
        if "__dir__" in _of_class(type(value)):
            return sorted(value.__dir__())
        return sorted({*value.__dict__, *_of_class(type(value)), *_OF_OBJECT})
    raise NotImplementedError(f"limbeck has no dir() of a {type(value).__name__}")
