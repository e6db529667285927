"""Containers beside list and dict."""
import _limbeck.objects
import _limbeck.raised

OrderedDict = dict


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.default_factory = default_factory

    def __getitem__(self, key):
        if key not in self:
            if self.default_factory is None:
                raise KeyError(key)
            self[key] = self.default_factory()
        return super().__getitem__(key)

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def __getitem__(self, key):
        return self.get(key, 0)

    def _add(self, iterable, counts, sign):
        if iterable is not None:
            pairs = iterable.items() if hasattr(iterable, "items") else ((item, 1) for item in iterable)
            for key, count in pairs:
                self[key] = self.get(key, 0) + sign * count if sign < 0 or key in self else count
        for key, count in counts.items():
            self[key] = self.get(key, 0) + sign * count if sign < 0 or key in self else count

    def update(self, iterable=None, /, **kwds):
        self._add(iterable, kwds, 1)

    def subtract(self, iterable=None, /, **kwds):
        self._add(iterable, kwds, -1)

    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ordered if n is None else ordered[:max(n, 0)]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise _limbeck.raised.NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def copy(self):
        return self.__class__(self)

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def _made(self, pairs):
        made = Counter()
        for key, count in pairs:
            if count > 0:
                made[key] = count
        return made

    def _with(self, other, combine):
        """Of each key of both, those of the other last."""
        keys = list(self) + [key for key in other if key not in self]
        return self._made((key, combine(self[key], other[key])) for key in keys)

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b) if isinstance(other, Counter) else NotImplemented

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b) if isinstance(other, Counter) else NotImplemented

    def __or__(self, other):
        return self._with(other, max) if isinstance(other, Counter) else NotImplemented

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._made((key, min(count, other[key])) for key, count in self.items())

    def __pos__(self):
        return self._made(self.items())

    def __neg__(self):
        return self._made((key, 0 - count) for key, count in self.items())

    def _become(self, other):
        for key in list(self):
            if key not in other:
                del self[key]
        for key, count in other.items():
            self[key] = count
        return self

    def _positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._positive()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._positive()

    def __iand__(self, other):
        for key, count in list(self.items()):
            if other[key] < count:
                self[key] = other[key]
        return self._positive()

    def _all(self, other, holds):
        return all(holds(self[key], other[key]) for counter in (self, other) for key in counter)

    def __eq__(self, other):
        return self._all(other, lambda a, b: a == b) if isinstance(other, Counter) else NotImplemented

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __le__(self, other):
        return self._all(other, lambda a, b: a <= b) if isinstance(other, Counter) else NotImplemented

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __ge__(self, other):
        return self._all(other, lambda a, b: a >= b) if isinstance(other, Counter) else NotImplemented

    def __gt__(self, other):
        return self >= other and self != other if isinstance(other, Counter) else NotImplemented

    __hash__ = None

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            ordered = dict(self.most_common())
        except TypeError:
            ordered = dict(self)
        return f"{self.__class__.__name__}({ordered!r})"


_KEYWORDS = set("False None True and as assert async await break class continue def del elif else except finally for "
                "from global if import in is lambda nonlocal not or pass raise return try while with yield".split())


def _field_names(typename, field_names, rename):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    if rename:
        for index, name in enumerate(names):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in names[:index]:
                names[index] = f"_{index}"
    for name in [typename] + names:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    return tuple(names)


def _listed(names):
    quoted = [f"'{name}'" for name in names]
    if len(quoted) < 3:
        return " and ".join(quoted)
    return ", ".join(quoted[:-1]) + ", and " + quoted[-1]


def _namedtuple_values(typename, names, defaults, args, kwargs):
    required = len(names) - len(defaults)
    values = list(args[:len(names)])
    missing = []
    for key in kwargs:
        if key not in names:
            raise TypeError(f"{typename}.__new__() got an unexpected keyword argument '{key}'")
        if key in names[:len(args)]:
            raise TypeError(f"{typename}.__new__() got multiple values for argument '{key}'")
    if len(args) > len(names):
        takes = f"from {required + 1} to {len(names) + 1}" if defaults else f"{len(names) + 1}"
        plural = "" if not defaults and not names else "s"
        raise TypeError(f"{typename}.__new__() takes {takes} positional argument{plural} "
                        f"but {len(args) + 1} were given")
    for i in range(len(args), len(names)):
        if names[i] in kwargs:
            values.append(kwargs[names[i]])
        elif i >= required:
            values.append(defaults[i - required])
        else:
            missing.append(names[i])
    if missing:
        raise TypeError(f"{typename}.__new__() missing {len(missing)} required positional "
                        f"argument{'s' if len(missing) > 1 else ''}: {_listed(missing)}")
    return values


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    typename = str(typename)
    names = _field_names(typename, field_names, rename)
    defaults = tuple(defaults) if defaults is not None else ()
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")

    def make(_cls, /, *args, **kwargs):
        return tuple.__new__(_cls, _namedtuple_values(typename, names, defaults, args, kwargs))

    def of_iterable(cls, iterable):
        made = tuple.__new__(cls, iterable)
        if len(made) != len(names):
            raise TypeError(f"Expected {len(names)} arguments, got {len(made)}")
        return made

    def replace(_self, /, **kwds):
        values = [kwds.pop(name, value) for name, value in zip(names, _self)]
        if kwds:
            raise ValueError(f"Got unexpected field names: {list(kwds)!r}")
        return tuple.__new__(_self.__class__, values)

    def field(index):
        return property(lambda self: tuple.__getitem__(self, index), doc=f"Alias for field number {index}")

    def show(self):
        return self.__class__.__name__ + "(" + ", ".join([f"{n}={v!r}" for n, v in zip(names, self)]) + ")"

    namespace = {name: field(i) for i, name in enumerate(names)}
    namespace["__doc__"] = f"{typename}({', '.join(names)})"
    namespace["__slots__"] = ()
    namespace["__new__"] = make
    namespace["__repr__"] = show
    namespace["__getnewargs__"] = lambda self: tuple(self)
    namespace["_fields"] = names
    namespace["_field_defaults"] = dict(zip(names[len(names) - len(defaults):], defaults))
    namespace["_make"] = classmethod(of_iterable)
    namespace["_asdict"] = lambda self: dict(zip(names, self))
    namespace["_replace"] = replace
    namespace["__match_args__"] = names
    namespace["__module__"] = _limbeck.objects.caller() if module is None else module
    return type(typename, (tuple,), namespace)


class deque(list):
    def __init__(self, iterable=(), maxlen=None):
        super().__init__()
        self.maxlen = maxlen
        for item in iterable:
            self.append(item)

    def append(self, item):
        super().append(item)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.pop(0)

    def appendleft(self, item):
        self.insert(0, item)

    def popleft(self):
        return self.pop(0)

    def __repr__(self):
        bound = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"deque({list(self)!r}{bound})"


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _merged(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return merged

    def __iter__(self):
        return iter(self._merged())

    def __len__(self):
        return len(self._merged())

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    def keys(self):
        return _ChainView(self, lambda key: key, "KeysView")

    def values(self):
        return _ChainView(self, lambda key: self[key], "ValuesView")

    def items(self):
        return _ChainView(self, lambda key: (key, self[key]), "ItemsView")

    def __eq__(self, other):
        if not isinstance(other, (ChainMap, dict)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join([repr(mapping) for mapping in self.maps])})"

    def copy(self):
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, other=(), /, **kwds):
        for key, value in dict(other, **kwds).items():
            self[key] = value

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        self.maps[0].clear()

    def __or__(self, other):
        if not isinstance(other, (ChainMap, dict)):
            return NotImplemented
        made = self.copy()
        made.maps[0].update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, (ChainMap, dict)):
            return NotImplemented
        made = dict(other)
        for mapping in reversed(self.maps):
            made.update(mapping)
        return self.__class__(made)

    def __ior__(self, other):
        self.maps[0].update(other)
        return self


class _ChainView:
    def __init__(self, chain, part, kind):
        self._chain = chain
        self._part = part
        self._kind = kind

    def __eq__(self, other):
        if self._kind == "ValuesView":
            return self is other
        if not isinstance(other, (set, frozenset, _ChainView)) and type(other).__name__ not in ("dict_items", "dict_keys"):
            return NotImplemented
        return len(self) == len(other) and all(part in other for part in self)

    __hash__ = None

    def __repr__(self):
        return f"{self._kind}({self._chain!r})"

    def __iter__(self):
        return (self._part(key) for key in self._chain)

    def __len__(self):
        return len(self._chain)

    def __contains__(self, item):
        return any(part is item or part == item for part in self)
