def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * i
class LSeq(Seq):
    def __len__(self): return self.n
class Non:
    def __iter__(self): return 5
class NoneIter:
    __iter__ = None
    def __getitem__(self, i): return i
class Rev:
    def __reversed__(self): return iter('xyz')
class NoRev(list):
    __reversed__ = None
class S2:
    @staticmethod
    def __iter__(): return iter([1])
print(list(Seq(4)), 9 in Seq(4), 8 in Seq(4), list(zip(Seq(2), Seq(3))), list(map(str, Seq(3))), sum(Seq(4)), [*Seq(2)], tuple(Seq(3)), sorted(Seq(3), reverse=True))
print(t(lambda: list(Non())), t(lambda: list(NoneIter())), t(lambda: iter(5)), t(lambda: iter(5, 6)), list(reversed(LSeq(4))), list(reversed(Rev())), t(lambda: reversed(Seq(3))), t(lambda: reversed(NoRev())), list(reversed('abc')), list(reversed(range(3))), list(reversed({1: 2, 3: 4})), t(lambda: reversed({1})), list(S2()))
a, b, c = Seq(3)
print(a, b, c)
def m(kind):
    d = {0: 0}
    for i in getattr(d, kind)():
        del d[0]
        d[0] = 0
for k in ('keys', 'values', 'items'): print(t(lambda: m(k)))
def m2():
    d = {0: 0}
    for i in d:
        del d[0]; d[1] = 0
print(t(m2))
l = [1, 2, 3]
r = reversed(l); next(r); l.append(4); print(list(r))
r = reversed(l); l.clear(); print(list(r))
def make(**k): return type('K', (), {n: (lambda v: (lambda self, *a: v))(v) for n, v in k.items()})()
print(t(lambda: bool(make(__bool__='y'))), t(lambda: bool(make(__bool__=1))), t(lambda: bool(make(__len__=0))), t(lambda: bool(make(__len__=3))), t(lambda: len(make(__len__=-1))), t(lambda: len(make(__len__='a'))), t(lambda: bool(make(__len__=-2))), t(lambda: len(make(__len__=True))))
print(t(lambda: int(make(__int__=4.0))), t(lambda: int(make(__int__=7))), t(lambda: int(make(__index__=7))), t(lambda: int(make(__index__=7.0))), t(lambda: int(make(__trunc__=5))), t(lambda: int(make())), t(lambda: float(make(__float__=1))), t(lambda: float(make(__float__=1.5))), t(lambda: float(make(__index__=3))), t(lambda: [1,2,3][make(__index__=1)]), t(lambda: [1,2][make(__index__='x')]), t(lambda: list(range(make(__index__=3)))), t(lambda: range('a')), t(lambda: 'ab' * make(__index__=2)), t(lambda: 'a'.center(make(__index__=3))))
print(t(lambda: str(make(__str__=5))), t(lambda: repr(make(__repr__=5))), t(lambda: {make(__hash__='a'): 1}), t(lambda: {make(__eq__=True): 1}))
class Eq:
    def __eq__(self, o): return True
class Both(Eq):
    __hash__ = object.__hash__
class H:
    __hash__ = None
print(t(lambda: {Eq(): 1}), t(lambda: len({Both(): 1})), t(lambda: {H()}), t(lambda: set([[]])), t(lambda: {{}: 1}))
l = [1]; l.append(l); d = {'a': 1}; d['b'] = d; tt = ([],); tt[0].append(tt)
print(l, d, tt, [l, l], str({'x': l}))
class L2(list): pass
z = L2(); z.append(z); print(z)
class MyInt(int):
    def __index__(self): return 42
print(int(MyInt(7)), [0] * 3, MyInt(7) + 1, list(range(5))[MyInt(1)])
class A:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return 'A.radd'
    def __lt__(self, o): return 'A.lt'
    def __gt__(self, o): return 'A.gt'
class B(A):
    def __radd__(self, o): return 'B.radd'
    def __gt__(self, o): return 'B.gt'
    def __eq__(self, o): return 'B.eq'
    def __hash__(self): return 1
class N(float): pass
class Odd:
    def __eq__(self, o): return False
    def __ne__(self, o): return 'ne'
print(t(lambda: A() + A()), t(lambda: A() + B()), t(lambda: B() + A()), t(lambda: 1 + A()), A() < B(), A() == B(), B() < A(), t(lambda: 2 ** 'a'), t(lambda: A() - 1))
o = Odd(); print(o in [o], [o] == [o], (o,) == (o,), {1: o} == {1: o}, o == o, [o].count(o), [o].index(o), o != 5, 5 != o, [1, o] < [1, o])
l = list(range(10)); del l[2:5]; print(l); del l[::2]; print(l); del l[::-1]; print(l); l = list(range(10)); del l[8:1:-3]; print(l); del l[5:2]; print(l); l[:] = []; print(l, t(lambda: l.__delitem__ if 0 else 1))
def dele(x, k): del x[k]
print(t(lambda: dele((1,), 0)), t(lambda: dele('a', 0)), t(lambda: dele({1}, 0)), t(lambda: dele(5, 0)))
class M:
    def f(self): pass
m = M(); print(m.f == m.f, m.f == M().f, m.f != m.f, m.f is m.f)
from contextlib import contextmanager
@contextmanager
def manager():
    yield
def stops():
    with manager(): raise StopIteration('through')
print(t(stops), range(10)[2:8:3], list(range(10, 0, -2)[1:3]), range(5)[::-1], range(3)[5:], range(0)[:])
def returning():
    yield 1
    return -2
def stopped(*values):
    g = returning(); [next(g) for _ in range(1)]; next(g, *values) if values else None
    try: next(g)
    except StopIteration as stop: return stop.value, stop.args, str(stop)
print(stopped(), stopped('default'), t(lambda: next(x for x in [])))
