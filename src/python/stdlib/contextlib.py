"""Context managers made of generators, and small ones ready made."""
from functools import wraps


class _GeneratorContextManager:
    def __init__(self, func, args, kwds):
        self.func, self.args, self.kwds = func, args, kwds
        self.gen = func(*args, **kwds)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            return stop is not value
        except BaseException as raised:
            if raised is value:
                return False
            if isinstance(raised, RuntimeError) and isinstance(value, StopIteration) and raised.__cause__ is value:
                return False  # a StopIteration that passed through the generator
            raise
        raise RuntimeError("generator didn't stop after throw()")

    def __call__(self, func):
        """As a decorator: each call of the function has a manager for itself."""
        @wraps(func)
        def inner(*args, **kwds):
            with self.__class__(self.func, self.args, self.kwds):
                return func(*args, **kwds)
        return inner

    __aenter__ = __enter__
    __aexit__ = __exit__


def contextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


asynccontextmanager = contextmanager


class suppress:
    def __init__(self, *exceptions):
        self.exceptions = exceptions

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        return type_ is not None and isinstance(value, self.exceptions)


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, type_, value, traceback):
        return False

    __aenter__ = __enter__
    __aexit__ = __exit__


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, type_, value, traceback):
        self.thing.close()
        return False


class ExitStack:
    def __init__(self):
        self.exits = []

    def enter_context(self, manager):
        entered = manager.__enter__()
        self.exits.append(manager.__exit__)
        return entered

    def push(self, exit):
        """A context manager that is not entered, or a function of the exception."""
        self.exits.append(getattr(exit, "__exit__", exit))
        return exit

    def callback(self, function, *args, **kwargs):
        self.exits.append(lambda *_: function(*args, **kwargs) and False)
        return function

    def pop_all(self):
        other = type(self)()
        other.exits, self.exits = self.exits, []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        swallowed = False
        while self.exits:
            answer = self.exits.pop()(type_, value, traceback)
            if type_ is not None and answer:
                type_ = value = traceback = None
                swallowed = True
        return swallowed
