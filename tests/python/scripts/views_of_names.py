# globals(), vars(), dir() and __dict__: views, which change with what they are of.
import inspect


class Plain:
    kind = "plain"

    def __init__(self, a, **more):
        self.a = a
        self.__dict__.update(more)

    def method(self):
        return self.a


class Late:
    def __init__(self):
        self._kept = {}

    def __getattr__(self, name):
        if name in self.__dict__["_kept"]:
            return self._kept[name]
        raise AttributeError(name)


globals()["made"] = 5
print(made)
globals().update(first=1, second=2)
print(first + second, "first" in globals(), "third" in globals(), globals().get("third", "none"))


def inside():
    for name in ("alpha", "beta"):
        globals()[f"of_{name}"] = name.upper()
    globals().setdefault("made", 7)
    del globals()["first"]
    return globals().pop("second"), globals().pop("second", None)


print(inside(), of_alpha, of_beta, made)
try:
    first
except NameError as problem:
    print(problem)
try:
    globals()["first"]
except KeyError as problem:
    print(repr(problem))
print(sorted(key for key in globals() if key.startswith("of_")))
print(sorted(name for name, value in globals().items() if inspect.isclass(value)))
print({**globals()}["made"], "%(made)s" % globals(), "{made}".format(**globals()), dict(globals())["made"])
print(globals() == globals(), len(globals()) > 5, locals()["made"])

one = Plain(1, b=2)
print(one.__dict__, vars(one), one.b, "a" in vars(one), list(one.__dict__), one.__dict__ == {"a": 1, "b": 2})
vars(one)["c"] = 3
one.__dict__["a"] = 9
print(one.c, one.method(), sorted(vars(one).items()), one.__dict__ | {"d": 4})
del one.__dict__["c"]
print(hasattr(one, "c"), one.__dict__.copy(), one.__dict__.setdefault("e", 5), one.e)
print([name for name in dir(one) if not name.startswith("__")], [name for name in dir(Plain) if name[0] != "_"])
print("__init__" in dir(one), "__dict__" in dir(one), vars(Plain)["kind"])
try:
    Late().missing
except AttributeError as problem:
    print(problem)
late = Late()
late._kept["x"] = 1
print(late.x, [*late.__dict__])


def local(a, b=2):
    c = 3
    return vars(), locals()


print(local(1))
print(inspect.isclass(Plain), inspect.isclass(one), inspect.isfunction(local), inspect.isfunction(one.method),
      inspect.ismethod(one.method), inspect.ismodule(inspect), inspect.isbuiltin(len), inspect.isroutine(len))
print([name for name, value in inspect.getmembers(Plain, inspect.isfunction)],
      [name for name, value in inspect.getmembers(one, inspect.ismethod)],
      [name for name, value in inspect.getmembers(one, inspect.ismodule)])
print([cls.__name__ for cls in inspect.getmro(Plain)], inspect.cleandoc("  a\n    b\n   c"))


async def waits():
    return 1


def yields():
    yield 1


print(inspect.iscoroutinefunction(waits), inspect.isgeneratorfunction(yields), inspect.iscoroutinefunction(local))
