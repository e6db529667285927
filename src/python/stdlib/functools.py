"""Functions made of functions."""
import collections as _collections

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_ABSENT = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        if name != "__dict__":
            getattr(wrapper, name).update(getattr(wrapped, name, {}))
            continue
        for attribute, value in _own_attributes(wrapped):
            setattr(wrapper, attribute, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def _own_attributes(wrapped):
    import _limbeck.objects
    fields = _limbeck.objects.fields(wrapped)
    return [] if fields is None else [item for item in fields.items() if item[0] not in WRAPPER_ASSIGNMENTS]


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


class partial:
    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        self = super().__new__(cls)
        if isinstance(func, partial):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __init__(self, func, /, *args, **keywords):
        pass

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        name = "functools.partial" if type(self) is partial else type(self).__name__
        parts = [repr(self.func)] + [repr(value) for value in self.args]
        parts += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"{name}({', '.join(parts)})"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func), ", ".join(map(repr, self.args)),
                 ", ".join([f"{name}={value!r}" for name, value in self.keywords.items()])]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(parts)})"

    def _unbound(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        bound = self.func if get is None else get(obj, cls)
        if bound is self.func:
            return self._unbound().__get__(obj, cls)
        made = partial(bound, *self.args, **self.keywords)
        try:
            made.__self__ = bound.__self__
        except AttributeError:
            pass
        return made

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


def reduce(function, iterable, initial=_ABSENT, /):
    iterator = iter(iterable)
    if initial is _ABSENT:
        try:
            initial = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for item in iterator:
        initial = function(initial, item)
    return initial


_CacheInfo = _collections.namedtuple("CacheInfo", "hits misses maxsize currsize")


def _key(args, kwargs, typed):
    key = args
    if kwargs:
        key = (args, _ABSENT, tuple(kwargs.items()))
    if typed:
        key = (key, tuple([type(value) for value in args]), tuple([type(value) for value in kwargs.values()]))
    return key


def _cached(function, maxsize, typed):
    known = {}
    counts = [0, 0]

    def wrapper(*args, **kwargs):
        if maxsize == 0:
            counts[1] += 1
            return function(*args, **kwargs)
        key = _key(args, kwargs, typed)
        if key in known:
            counts[0] += 1
            found = known[key]
            if maxsize is not None:
                del known[key]
                known[key] = found
            return found
        counts[1] += 1
        found = function(*args, **kwargs)
        if maxsize is not None and key not in known and len(known) >= maxsize:
            del known[next(iter(known))]
        known[key] = found
        return found

    def cache_info():
        return _CacheInfo(counts[0], counts[1], maxsize, len(known))

    def cache_clear():
        known.clear()
        counts[:] = [0, 0]

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        made = _cached(maxsize, 128, typed)
        made.cache_parameters = lambda: {"maxsize": 128, "typed": typed}
        return made
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    size = max(maxsize, 0) if maxsize is not None else None
    return lambda function: _cached(function, size, typed)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        _check_keeps(instance, self.attrname)
        value = self.func(instance)
        object.__setattr__(instance, self.attrname, value)
        return value


def _check_keeps(instance, name):
    try:
        object.__setattr__(instance, name, None)
        object.__delattr__(instance, name)
    except AttributeError:
        raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance "
                        f"to cache {name!r} property.") from None


def cmp_to_key(mycmp):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, _compared(other)) < 0

        def __gt__(self, other):
            return mycmp(self.obj, _compared(other)) > 0

        def __eq__(self, other):
            return mycmp(self.obj, _compared(other)) == 0

        def __le__(self, other):
            return mycmp(self.obj, _compared(other)) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, _compared(other)) >= 0

        __hash__ = None

    def _compared(other):
        if not isinstance(other, K):
            raise TypeError("other argument must be K instance")
        return other.obj

    return K


def _less_of(name, result):
    """An operator of another one, `result`, which tells what it makes of that one's answer."""
    def operator(self, other):
        answer = getattr(type(self), name)(self, other)
        return answer if answer is NotImplemented else result(self, other, answer)
    return operator


def _not(self, other, answer):
    return not answer


def _or_equal(self, other, answer):
    return answer or self == other


def _and_unequal(self, other, answer):
    return answer and self != other


def _neither(self, other, answer):
    return not answer and self != other


def _either(self, other, answer):
    return not answer or self == other


_ORDERS = {
    "__lt__": {"__gt__": _neither, "__le__": _or_equal, "__ge__": _not},
    "__le__": {"__ge__": _either, "__lt__": _and_unequal, "__gt__": _not},
    "__gt__": {"__lt__": _neither, "__ge__": _or_equal, "__le__": _not},
    "__ge__": {"__le__": _either, "__gt__": _and_unequal, "__lt__": _not},
}


def total_ordering(cls):
    import _limbeck.objects
    defined = [name for name in _ORDERS if _limbeck.objects.defines(cls, name)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined)
    for name, result in _ORDERS[root].items():
        if name not in defined:
            operator = _less_of(root, result)
            operator.__name__ = name
            setattr(cls, name, operator)
    return cls


def __getattr__(name):
    if name not in ("singledispatch", "singledispatchmethod", "_c3_merge", "_c3_mro", "_compose_mro", "_find_impl"):
        raise NotImplementedError(f"limbeck has no functools.{name}")
    import _limbeck.dispatch as dispatch

    return getattr(dispatch, name)
