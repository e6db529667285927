"""Containers beside list and dict."""

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
    def __init__(self, iterable=(), **counts):
        super().__init__()
        self.update(iterable, **counts)

    def __getitem__(self, key):
        return self.get(key, 0)

    def update(self, iterable=(), **counts):
        items = iterable.items() if isinstance(iterable, dict) else ((item, 1) for item in iterable)
        for key, count in items:
            self[key] = self[key] + count
        for key, count in counts.items():
            self[key] = self[key] + count

    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ordered if n is None else ordered[:n]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    def __repr__(self):
        return f"Counter({dict(self.most_common())!r})" if self else "Counter()"


_KEYWORDS = set("False None True and as assert async await break class continue def del elif else except finally for "
                "from global if import in is lambda nonlocal not or pass raise return try while with yield".split())


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    if rename:
        field_names = list(field_names)
        for index, name in enumerate(field_names):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in field_names[:index]:
                field_names[index] = f"_{index}"
    names = tuple(field_names)
    defaults = tuple(defaults or ())
    required = len(names) - len(defaults)

    def make(cls, *args, **kwargs):
        if len(args) > len(names):
            raise TypeError(f"{typename}() takes {len(names)} positional arguments but {len(args)} were given")
        values = list(args)
        for i in range(len(args), len(names)):
            if names[i] in kwargs:
                values.append(kwargs.pop(names[i]))
            elif i >= required:
                values.append(defaults[i - required])
            else:
                raise TypeError(f"{typename}() missing required argument: '{names[i]}'")
        if kwargs:
            raise TypeError(f"{typename}() got an unexpected keyword argument '{next(iter(kwargs))}'")
        return tuple.__new__(cls, values)

    def field(index):
        return property(lambda self: self[index])

    def show(self):
        return self.__class__.__name__ + "(" + ", ".join(f"{n}={v!r}" for n, v in zip(names, self)) + ")"

    namespace = {name: field(i) for i, name in enumerate(names)}
    namespace["__new__"] = make
    namespace["__repr__"] = show
    namespace["_fields"] = names
    namespace["_asdict"] = lambda self: dict(zip(names, self))
    namespace["_replace"] = lambda self, **changes: make(self.__class__, **{**self._asdict(), **changes})
    namespace["__match_args__"] = names
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

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default
