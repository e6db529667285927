"""Functions made of functions."""


def wraps(wrapped, assigned=None, updated=None):
    def decorate(wrapper):
        wrapper.__name__ = wrapped.__name__
        wrapper.__wrapped__ = wrapped
        return wrapper

    return decorate


def update_wrapper(wrapper, wrapped, assigned=None, updated=None):
    return wraps(wrapped)(wrapper)


class partial:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


def reduce(function, iterable, *initial):
    iterator = iter(iterable)
    if initial:
        value = initial[0]
    else:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for item in iterator:
        value = function(value, item)
    return value


def cache(function):
    known = {}

    def cached(*args, **kwargs):
        key = (args, tuple(kwargs.items()))
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]

    cached.__name__ = function.__name__
    cached.__wrapped__ = function
    cached.cache_clear = known.clear
    return cached


def lru_cache(maxsize=128, typed=False):
    return cache(maxsize) if callable(maxsize) else cache


class cached_property:
    def __init__(self, func):
        self.func = func

    def __get__(self, instance, owner=None):
        value = self.func(instance)
        setattr(instance, self.func.__name__, value)
        return value


def cmp_to_key(compare):
    class Key:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            return compare(self.value, other.value) < 0

        def __eq__(self, other):
            return compare(self.value, other.value) == 0

    return Key


def total_ordering(cls):
    if hasattr(cls, "__lt__"):
        cls.__gt__ = lambda self, other: not (self < other or self == other)
        cls.__le__ = lambda self, other: self < other or self == other
        cls.__ge__ = lambda self, other: not self < other
    elif hasattr(cls, "__gt__"):
        cls.__lt__ = lambda self, other: not (self > other or self == other)
        cls.__ge__ = lambda self, other: self > other or self == other
        cls.__le__ = lambda self, other: not self > other
    else:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    return cls
