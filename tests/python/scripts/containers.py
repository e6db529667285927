"""collections, collections.abc and abc: containers, abstract classes, and patterns of them."""
import abc, collections
from collections import OrderedDict, defaultdict, deque, Counter, ChainMap, UserDict, UserList, UserString
from collections.abc import *
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__ + ": " + str(e)
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): return 1
    @property
    @abc.abstractmethod
    def p(self): pass
class B(A):
    def f(self): return super().f() + 1
class C(B):
    p = 5
print(t(A), t(B), C().f(), A.__abstractmethods__ == {"f", "p"}, sorted(B.__abstractmethods__), isinstance(C(), A), issubclass(int, A))
A.register(int)
print(isinstance(5, A), isinstance("a", A), issubclass(bool, A), A.register(str))
class D(A):
    @classmethod
    def __subclasshook__(cls, o): return hasattr(o, "zork") or NotImplemented
class Z: zork = 1
print(issubclass(Z, D), isinstance(Z(), A))
kinds = [Hashable, Iterable, Iterator, Generator, Reversible, Sized, Container, Callable, Collection, Set, MutableSet, Mapping, MutableMapping, Sequence, MutableSequence, KeysView, ItemsView, ValuesView, ByteString, Awaitable, Coroutine]
gen = (i for i in [])
for v in ([], (), "", b"", {}, set(), frozenset(), range(3), 5, None, 1.5, gen, iter([]), iter({}), iter("ab"), map(str, []), len, t, C, C(), {}.keys(), {}.values(), {}.items(), deque(), OrderedDict(), defaultdict(list), ChainMap(), UserDict(), UserList(), UserString("a"), Counter(), True, slice(1), "a".upper, C().f, object(), int, zip(), reversed([])):
    print(type(v).__name__ if not isinstance(v, Iterator) or isinstance(v, Generator) else "it", "".join("01"[isinstance(v, k)] for k in kinds))
class S(Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
s = S(1, 2, 3, 2)
print(list(s), list(reversed(s)), 2 in s, s.index(2), s.count(2), t(lambda: s.index(9)), s.index(2, 2))
class M(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m["a"] = 1; m.update(b=2); m.update({"c": 3}); m.update([("d", 4)])
print(dict(m), m.pop("a"), m.pop("zz", 0), m.setdefault("q", 9), list(m.items()), m.keys() & {"b"}, m == {"b": 2, "c": 3, "d": 4, "q": 9}, m.get("n"), t(lambda: m["n"]), m.popitem(), len(m.values()), {**m})
class MS(MutableSet):
    def __init__(self, it=()): self.l = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.l
    def __iter__(self): return iter(self.l)
    def __len__(self): return len(self.l)
    def add(self, x): x in self.l or self.l.append(x)
    def discard(self, x): x in self.l and self.l.remove(x)
a, b = MS([1, 2, 3]), MS([3, 4])
print(list(a | b), list(a & b), list(a - b), list(a ^ b), a < b, a == {1, 2, 3}, MS([1]) <= a, a.isdisjoint(b), list({3, 9} - a), t(lambda: hash(a)))
a |= b; a -= MS([1]); a ^= [9]; print(list(a), a.pop()); a.clear(); print(len(a))
o = OrderedDict([("b", 1), ("a", 2)])
print(o, OrderedDict(), o == {"a": 2, "b": 1}, o == OrderedDict([("a", 2), ("b", 1)]), o != OrderedDict(o), type(o) is dict, isinstance(o, dict))
o.move_to_end("b"); print(o); o.move_to_end("b", last=False); print(o, o.popitem(last=False), o, t(lambda: o.move_to_end("x")), t(lambda: OrderedDict().popitem()))
print(OrderedDict.fromkeys("ab", 1), o.copy(), type(o | {"z": 1}).__name__, o | {"z": 1}, {"z": 1} | o, list(reversed(OrderedDict(a=1, b=2))))
import json; print(json.dumps(OrderedDict(x=1, y=[2])))
d = defaultdict(list); d["a"].append(1); print(d, d.get("b"), "b" in d, d["b"], d.copy(), dict(d), t(lambda: defaultdict(5)), t(lambda: defaultdict()["x"]), defaultdict(int, {"a": 1}) | {"b": 2}, d == {"a": [1], "b": []})
q = deque([1, 2, 3], maxlen=3); q.append(4); print(q, q.popleft(), q, q == [3, 4], q == deque([3, 4]), q.maxlen, t(lambda: q[0:1]), q[0], q[-1], t(lambda: q[5]), isinstance(q, list), len(q))
q.appendleft(0); q.rotate(1); print(q, q + deque([7, 8]), t(lambda: q + [1]), deque("abc") * 2, deque("ab") < deque("b"), q.index(0), q.count(3), t(lambda: q.remove(99)), t(lambda: q.insert(0, 1)), list(reversed(q)), 3 in q, q.copy())
q.extendleft([8, 9]); print(q); q.reverse(); print(q, t(lambda: deque().pop()), t(lambda: deque([1], -1)), bool(deque()))
def mut():
    for x in q: q.append(x)
print(t(mut), deque(range(3)), list(deque(range(3)))[1:])
u = UserDict(a=1); u["b"] = 2; print(u, dict(u), u == {"a": 1, "b": 2}, "a" in u, u | {"c": 3}, u.copy(), len(u), t(lambda: u["zz"]))
l = UserList([3, 1, 2]); l.sort(); l += [9]; print(l, l[1:], l == [1, 2, 3, 9], l + [1], [0] + l, type(l[1:]).__name__, l.pop(), l * 2)
us = UserString("abc"); print(us.upper(), us + "d", us == "abc", us[0], len(us), "%s" % us, us.split("b"), hash(us) == hash("abc"), "b" in us, us.join(["1", "2"]))
print(issubclass(OrderedDict, MutableMapping), issubclass(list, Sequence), issubclass(dict, Collection), issubclass(str, Iterable), Sequence[int] == Sequence[int])
class E(dict, abc.ABC):
    @abc.abstractmethod
    def z(self): pass
print(t(E), t(lambda: Sequence()), t(lambda: isinstance(1, 5)))
print(collections.abc.Mapping is Mapping, Mapping.__name__, Mapping.__module__)
def m(x):
    match x:
        case {"a": a, **r}: return "map", a, r
        case [a, *r]: return "seq", a, r
        case _: return "no"
print(m(UserDict(a=1, b=2)), m(UserList([1, 2])), m(deque([5, 6])), m(OrderedDict(a=3)), m(S(7, 8)), m(M()), m("ab"), m(UserString("xy")), m(defaultdict(int, a=4)), m(ChainMap({"a": 9})), m({1, 2}), m(range(3)))
f = frozenset([1]); print(f.copy() is f)
class H:
    n = 0
    def __hash__(self): H.n += 1; return 1
print({}.setdefault(H(), 4), H.n)
