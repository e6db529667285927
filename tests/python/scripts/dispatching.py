# singledispatch() by abstract classes and unions; the messages of calls with another number of arguments.
def show(*values): print(*[repr(value) for value in values])


import functools, collections.abc as c, typing
@functools.singledispatch
def f(a): return "base"
f.register(c.Sized, lambda a: "sized")
f.register(c.Set, lambda a: "set")
f.register(int | str, lambda a: "union")
show(f({1}), f([]), f(5), f("x"), f({}), f(1.5), f(frozenset()), f(True))
f.register(c.Mapping, lambda a: "mapping"); f.register(c.MutableMapping, lambda a: "mm")
show(f({}))
class P(c.Sized, c.Iterable):
    def __len__(self): return 0
    def __iter__(self): return iter(())
@functools.singledispatch
def g(a): return "base"
g.register(c.Iterable, lambda a: "it"); g.register(c.Container, lambda a: "cont")
class Q:
    def __iter__(self): pass
    def __contains__(self, x): return False
try: show(g(Q()))
except Exception as e: show(type(e).__name__)
@g.register
def _(a: None): return "none"
@g.register
def _(a: typing.Optional[float]): return "optional"
@g.register
def _(a: typing.Union[bytes, complex, None]): return "u"
show(g(None), g(1.5), g(b""), g(P()))
for h in (
    lambda: [].append(), lambda: [].append(1, 2), lambda: [].append(x=1), lambda: {}.get(), lambda: {}.keys(1), lambda: "".upper(1), lambda: "".join(), lambda: (5).bit_length(1), lambda: True.bit_length(1), lambda: {1}.add(), lambda: frozenset().copy(1), lambda: [].sort(1), 
    lambda: len(), lambda: abs(x=1), lambda: list.append(), lambda: list.append([]), lambda: dict.keys(), lambda: {}.keys(a=1), lambda: (1,).count(), lambda: (1.5).hex(1), lambda: b"".hex(1,2,3), lambda: float.fromhex(x=1), lambda: range(3).count(), lambda: [].reverse(1), lambda: [].copy(1), lambda: [].clear(1), lambda: [].extend(), lambda: [].remove(), lambda: {}.copy(1), lambda: {}.popitem(1), lambda: {}.items(1), lambda: "".isdigit(1), lambda: "a".title(2), lambda: {}.clear(2), lambda: "".format_map(), lambda: "".isidentifier(1), lambda: {1}.pop(1), lambda: {1}.remove(), lambda: {1}.discard(), lambda: {1}.issubset(), lambda: "".zfill(), lambda: "".partition(), lambda: "".rpartition(), lambda: "".removeprefix(), lambda: b"".join(), lambda: "".casefold(1), lambda: "".swapcase(1), lambda: slice(1).indices(), lambda: (1.5).is_integer(1), lambda: (1).conjugate(1), lambda: (1.5).as_integer_ratio(2)):
    try: show(h())
    except Exception as e: show(type(e).__name__, str(e))
