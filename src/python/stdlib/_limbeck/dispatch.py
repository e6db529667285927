"""singledispatch() and its method, read when a script uses one."""
import types

from functools import partial, update_wrapper


def _found(registry, cls):
    for base in cls.__mro__:
        if base in registry:
            best = base
            break
    for known in registry:
        if known not in cls.__mro__ and issubclass(cls, known):
            raise NotImplementedError(f"limbeck does not dispatch by {known.__name__}, an abstract base class")
    return registry[best]


def singledispatch(func):
    registry = {}

    def dispatch(cls):
        return _found(registry, cls)

    def register(cls, func=None):
        if isinstance(cls, type):
            if func is None:
                return lambda function: register(cls, function)
        elif func is not None:
            raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
        else:
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` "
                                "or plain `@register` on an annotated function.")
            func = cls
            name, cls = next(iter(annotations.items()))
            if isinstance(cls, str) or cls is None:
                raise NotImplementedError(f"limbeck does not dispatch by the annotation {cls!r}")
            if not isinstance(cls, type):
                if hasattr(cls, "__args__") or hasattr(cls, "__origin__"):
                    raise NotImplementedError("limbeck does not dispatch by a union of classes")
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        registry[cls] = func
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

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return _bound(method, obj, cls)(*args, **kwargs)

        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method
