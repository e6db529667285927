"""singledispatch() and its method, read when a script uses one."""
import types

from abc import ABCMeta
from functools import partial, update_wrapper
from typing import Optional, Union, _Alias


def _c3_merge(sequences):
    """One order that keeps the order of each of the sequences."""
    merged = []
    waiting = [list(one) for one in sequences]
    while True:
        waiting = [one for one in waiting if one]
        if not waiting:
            return merged
        free = [one[0] for one in waiting if not any(one[0] in other[1:] for other in waiting)]
        if not free:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(free[0])
        for one in waiting:
            if one[0] == free[0]:
                del one[0]


def _c3_mro(cls, abcs=None):
    """The method resolution order that cls would have if it derived from these abstract base classes too. They come
    behind the last base that is abstract itself."""
    remaining = list(abcs or ())
    abstract = [place for place, base in enumerate(cls.__bases__, 1) if isinstance(base, ABCMeta)]
    edge = abstract[-1] if abstract else 0
    before, behind = list(cls.__bases__[:edge]), list(cls.__bases__[edge:])
    added = [abc for abc in remaining
             if issubclass(cls, abc) and not any(issubclass(base, abc) for base in cls.__bases__)]
    for abc in added:
        remaining.remove(abc)
    orders = [_c3_mro(base, remaining) for base in before + added + behind]
    return _c3_merge([[cls], *orders, before, added, behind])


def _compose_mro(cls, types):
    known = set(cls.__mro__)
    related = [type_ for type_ in types if type_ not in known and hasattr(type_, "__mro__") and issubclass(cls, type_)]
    leaves = [type_ for type_ in related
              if not any(other != type_ and type_ in other.__mro__ for other in related)]
    abcs = []
    for type_ in leaves:
        chains = [[one for one in derived.__mro__ if one in leaves]
                  for derived in type_.__subclasses__() if derived not in known and issubclass(cls, derived)]
        for chain in sorted(chains, key=len, reverse=True) or [[type_]]:
            abcs.extend(one for one in chain if one not in abcs)
    return _c3_mro(cls, abcs)


def _find_impl(cls, registry):
    best = None
    for type_ in _compose_mro(cls, registry.keys()):
        if best is None:
            best = type_ if type_ in registry else None
            continue
        is_equal = type_ in registry and type_ not in cls.__mro__ and best not in cls.__mro__
        if is_equal and not issubclass(best, type_):
            raise RuntimeError(f"Ambiguous dispatch: {best} or {type_}")
        break  # CPython looks at the next class only
    return registry.get(best)


def _classes(cls):
    """The classes that a class or a union stands for; None for what is neither."""
    if isinstance(cls, type):
        return [cls]
    if not _is_union(cls):
        return None
    members = [cls.__args__[0], None] if cls.origin is Optional else cls.__args__
    parts = [_classes(type(None) if member is None else member) for member in members]
    return None if None in parts else [class_ for part in parts for class_ in part]


def _is_union(cls):
    return isinstance(cls, _Alias) and (cls.origin is Union or cls.origin is Optional)


def _annotated(function):
    annotations = getattr(function, "__annotations__", {})
    if not annotations:
        raise TypeError(f"Invalid first argument to `register()`: {function!r}. Use either `@register(some_class)` "
                        "or plain `@register` on an annotated function.")
    name, cls = next(iter(annotations.items()))
    if isinstance(cls, str):
        raise NotImplementedError(f"limbeck does not dispatch by the annotation {cls!r}")
    cls = type(None) if cls is None else cls
    if _classes(cls) is None:
        problem = "not all arguments are classes" if _is_union(cls) else "is not a class"
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {problem}.")
    return cls


def singledispatch(func):
    registry = {}

    def dispatch(cls):
        return registry[cls] if cls in registry else _find_impl(cls, registry)

    def register(cls, func=None):
        classes = _classes(cls)
        if classes is not None:
            if func is None:
                return lambda function: register(cls, function)
        elif func is not None:
            raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
        else:
            func = cls
            classes = _classes(_annotated(func))
        for class_ in classes:
            registry[class_] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = lambda: None
    update_wrapper(wrapper, func)
    return wrapper


def _bound(method, thing, cls):
    if isinstance(method, staticmethod):
        return method.__func__
    if isinstance(method, classmethod):
        return partial(method.__func__, cls)
    return method if thing is None else partial(method, thing)


class singledispatchmethod:
    __module__ = "functools"

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return _bound(method, obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method
