"""Containers beside list and dict."""
import _limbeck.objects
import _limbeck.raised

_limbeck_c = ("OrderedDict", "defaultdict", "deque")


class OrderedDict(dict):
    def keys(self):
        return _limbeck.objects.view_of_ordered(dict.keys(self))

    def values(self):
        return _limbeck.objects.view_of_ordered(dict.values(self))

    def items(self):
        return _limbeck.objects.view_of_ordered(dict.items(self))

    def move_to_end(self, key, last=True):
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        others = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, others)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        identity = _limbeck.objects.identity(self)
        if identity in _shown:
            return "..."
        _shown.append(identity)
        try:
            return f"{self.__class__.__name__}({list(self.items())!r})"
        finally:
            _shown.pop()

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __reduce__(self):
        return self.__class__, (), _limbeck.objects.fields(self) or None, None, iter(self.items())

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


_shown = []


class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        super().__init__(*args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def __repr__(self):
        identity = _limbeck.objects.identity(self)
        if identity in _shown:
            factory = "..."
        else:
            _shown.append(identity)
            try:
                factory = repr(self.default_factory)
            finally:
                _shown.pop()
        return f"{self.__class__.__name__}({factory}, {dict.__repr__(self)})"

    def copy(self):
        return self.__class__(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self.default_factory, self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self.default_factory, other)
        made.update(self)
        return made


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def __getitem__(self, key):
        return self.get(key, 0)

    def update(self, iterable=None, /, **kwds):
        if hasattr(iterable, "items"):
            is_empty = not self
            for key, count in iterable.items():
                self[key] = count if is_empty else count + self.get(key, 0)
        elif iterable is not None:
            for key in iterable:
                self[key] = self.get(key, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if hasattr(iterable, "items"):
            for key, count in iterable.items():
                self[key] = self.get(key, 0) - count
        elif iterable is not None:
            for key in iterable:
                self[key] = self.get(key, 0) - 1
        if kwds:
            self.subtract(kwds)

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

    def __reduce__(self):
        return self.__class__, (dict(self),)

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

    def refuse_to_set(self, value):
        raise AttributeError("can't set attribute")

    def refuse_to_delete(self):
        raise AttributeError("can't delete attribute")

    def field(index):
        return property(lambda self: tuple.__getitem__(self, index), refuse_to_set, refuse_to_delete,
                        f"Alias for field number {index}")

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


class deque:
    __slots__ = ("_items", "_maxlen", "_changes")

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._items = []
        self._maxlen = maxlen
        self._changes = 0
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def _trim(self, left):
        self._changes += 1
        if self._maxlen is not None and len(self._items) > self._maxlen:
            del self._items[-1 if left else 0]

    def append(self, x, /):
        self._items.append(x)
        self._trim(False)

    def appendleft(self, x, /):
        self._items.insert(0, x)
        self._trim(True)

    def extend(self, iterable, /):
        for item in list(iterable) if iterable is self else iterable:
            self.append(item)

    def extendleft(self, iterable, /):
        for item in list(iterable) if iterable is self else iterable:
            self.appendleft(item)

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop(0)

    def clear(self):
        self._changes += 1
        self._items.clear()

    def copy(self):
        if type(self) is deque:
            return deque(self._items, self._maxlen)
        return self.__class__(self) if self._maxlen is None else self.__class__(self, self._maxlen)

    __copy__ = copy

    def count(self, value, /):
        found, changes = 0, self._changes
        for item in list(self._items):
            if item is value or item == value:
                found += 1
            if changes != self._changes:
                raise RuntimeError("deque mutated during iteration")
        return found

    def index(self, value, start=0, stop=None, /):
        start, stop, _ = slice(start, stop).indices(len(self._items))
        changes = self._changes
        for index in range(start, stop):
            item = self._items[index]
            if item is value or item == value:
                return index
            if changes != self._changes:
                raise RuntimeError("deque mutated during iteration")
        raise ValueError(f"{value!r} is not in deque")

    def insert(self, index, value, /):
        if self._maxlen is not None and len(self._items) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        self._changes += 1
        self._items.insert(index, value)

    def remove(self, value, /):
        changes = self._changes
        for index, item in enumerate(list(self._items)):
            is_it = item is value or item == value
            if changes != self._changes:
                raise IndexError("deque mutated during remove().")
            if is_it:
                self._changes += 1
                del self._items[index]
                return
        raise ValueError(f"{value!r} is not in deque")

    def reverse(self):
        self._changes += 1
        self._items.reverse()

    def rotate(self, n=1, /):
        n = _limbeck.objects.index(n)
        if len(self._items) > 1 and n % len(self._items):
            self._changes += 1
            at = -n % len(self._items)
            self._items[:] = self._items[at:] + self._items[:at]

    def _through(self, indexes):
        changes = self._changes
        for index in indexes:
            if changes != self._changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._items[index]

    def __iter__(self):
        return self._through(range(len(self._items)))

    def __reversed__(self):
        return self._through(range(len(self._items) - 1, -1, -1))

    def __len__(self):
        return len(self._items)

    def __contains__(self, value):
        changes = self._changes
        for item in list(self._items):
            if item is value or item == value:
                return True
            if changes != self._changes:
                raise RuntimeError("deque mutated during iteration")
        return False

    def _place(self, index):
        if isinstance(index, slice) or not hasattr(index, "__index__"):
            raise TypeError(f"sequence index must be integer, not '{type(index).__name__}'")
        index = _limbeck.objects.index(index)
        if not -len(self._items) <= index < len(self._items):
            raise IndexError("deque index out of range")
        return index

    def __getitem__(self, index):
        return self._items[self._place(index)]

    def __setitem__(self, index, value):
        self._items[self._place(index)] = value

    def __delitem__(self, index):
        self._changes += 1
        del self._items[self._place(index)]

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, iterable):
        self.extend(iterable)
        return self

    def __mul__(self, n):
        made = self.copy()
        made *= n
        return made

    __rmul__ = __mul__

    def __imul__(self, n):
        if not hasattr(n, "__index__"):
            raise TypeError(f"can't multiply sequence by non-int of type '{type(n).__name__}'")
        items = self._items * _limbeck.objects.index(n)
        self.clear()
        self.extend(items)
        return self

    @classmethod
    def __class_getitem__(cls, args):
        import typing

        return typing._alias(cls, args)

    def __repr__(self):
        identity = _limbeck.objects.identity(self)
        if identity in _shown:
            return "[...]"
        _shown.append(identity)
        try:
            bound = "" if self._maxlen is None else f", maxlen={self._maxlen}"
            return f"{self.__class__.__name__}({self._items!r}{bound})"
        finally:
            _shown.pop()


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
        if not isinstance(other, (set, frozenset, _ChainView)) and type(other).__name__ not in ("dict_items", "dict_keys", "odict_items", "odict_keys"):
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


def __getattr__(name):
    """What takes long to make is made when it is asked for."""
    if name == "abc":
        import collections.abc as found
    elif name in ("UserDict", "UserList", "UserString"):
        import _limbeck.user_containers as made

        found = getattr(made, name)
    elif name.startswith("_") and not name.startswith("__"):
        raise NotImplementedError(f"limbeck has no collections.{name}")
    else:
        raise AttributeError(f"module 'collections' has no attribute {name!r}")
    return found
