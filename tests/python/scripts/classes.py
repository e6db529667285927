"""Classes: metaclasses, descriptors, slots, __dict__, private names, and enumerations."""
import copy
import dataclasses
import datetime
import json
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def part1():
    class D(dict):
        def __setitem__(self, k, v):
            print('set', k); super().__setitem__(k, v)
    class M(type):
        @classmethod
        def __prepare__(m, name, bases, **kw):
            print('prep', name); return D()
        def __new__(m, name, bases, ns):
            return type.__new__(m, name, bases, dict(ns))
    class A(metaclass=M):
        a = 1
        b = a + 1
    print(A.b)


part1()


def part2():
    class A:
        def __getattribute__(self, n):
            return 'got ' + n
    print(A().x)


part2()


def part3():
    class Desc:
        def __get__(self, o, t=None): return ('get', o is None, t.__name__)
        def __set__(self, o, v): print('set', v)
        def __delete__(self, o): print('del')
        def __set_name__(self, o, n): print('named', n)
    class A:
        d = Desc()
    a = A()
    a.d = 5
    print(a.d, A.d, a.__dict__)
    del a.d


part3()


def part4():
    class A:
        __slots__ = ('x', 'y')
    a = A(); a.x = 1
    print(a.x)
    try: a.z = 1
    except AttributeError as e: print(e)
    try: a.y
    except AttributeError as e: print(e)


part4()


def part5():
    class A:
        @property
        def p(self):
            "doc"
            return self._p
        @p.setter
        def p(self, v): self._p = v
        @p.deleter
        def p(self): del self._p
    a = A(); a.p = 3; print(a.p); del a.p
    try: a.p
    except AttributeError as e: print(e)
    print(A.p.__doc__, A.p.fset is not None, A.p.fdel.__name__)
    class B(A):
        @A.p.getter
        def p(self): return 'b'
    b = B(); b.p = 2; print(b.p, b._p)


part5()


def part6():
    class A:
        def __delattr__(self, n): print('delattr', n)
    a = A(); del a.x


part6()


def part7():
    class A:
        def __class_getitem__(cls, k): return (cls.__name__, k)
    print(A[int])


part7()


def part8():
    class A(int):
        def __new__(cls, x): return super().__new__(cls, x*2)
        def __add__(self, o): return A(int(self)+o)
    print(A(4), A(4)+1, repr(A(3)), A(2) == 4, isinstance(A(1), int), A(1).bit_length())


part8()


def part9():
    class A:
        __x = 1
        def __init__(self): self.__y = 2; self.__z__ = 3
        def __f(self, __q=5): return self.__y + self.__x + __q
        def g(self): return self.__f()
    class B(A):
        __x = 10
        def h(self): return self.__x
    print(A().g(), B().h(), A._A__x, sorted(A().__dict__), B()._B__x, A._A__f.__name__)
    try: A().__y
    except AttributeError as e: print(e)
    try: A._A__f()
    except TypeError as e: print(e)


part9()


def part10():
    class P(Enum):
        __corporal = 'Radar'
        M = 1
    print(P._P__corporal, list(P))


part10()


def part11():
    class Tmp(type):
        def __getattr__(c, n): return 'meta ' + n
        def __setattr__(c, n, v): print('set', n); super().__setattr__(n, v)
    class A(metaclass=Tmp): pass
    print(A.foo)
    A.x = 3
    print(A.x)


part11()


def part12():
    class A:
        def __init_subclass__(cls, /, kind=None, **kw): super().__init_subclass__(**kw); cls.kind = kind
    class B(A, kind='k'): pass
    print(B.kind)
    try:
        class C(A, foo=1): pass
    except TypeError as e: print(e)
    try:
        class C(foo=1): pass
    except TypeError as e: print(e)


part12()


def part13():
    class A(dict):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__
    a = A(x=1)
    a.y = 2
    print(a.x, a.y, a.keys(), a)


part13()


def part14():
    class A:
        def __getattr__(self, n): raise AttributeError(n + '!')
    try: A().q
    except AttributeError as e: print(e)
    print(getattr(A(), 'z', 5), hasattr(A(), 'z'))
    class B:
        @property
        def p(self): raise AttributeError('inner')
        def __getattr__(self, n): return 'fallback ' + n
    print(B().p)


part14()


def part15():
    class A:
        x: int = 5
        y: str
        """not doc"""
    class B:
        """doc"""
        def f(self):
            "fdoc"
    print(A.__doc__, B.__doc__, B.f.__doc__, B().__doc__, A.__annotations__)
    class C(B): pass
    print(C.__doc__)


part15()


def part16():
    class L(list):
        def __init__(self, *a): super().__init__(a)
        def __repr__(self): return 'L' + super().__repr__()
    print(L(1,2), L(1)+[2], isinstance(L(), list))
    class D(dict):
        def __missing__(self, k): return k*2
    print(D()['ab'], D(a=1))
    class T(tuple):
        def __new__(cls, *a): return super().__new__(cls, a)
    print(T(1,2), T(1)[0], len(T(1,2,3)))
    class E(Exception):
        def __init__(self, code): super().__init__('code %s' % code); self.code = code
        def __str__(self): return '<' + super().__str__() + '>'
    try: raise E(4)
    except E as e: print(e, repr(e), e.code, e.args)


part16()


def part17():
    class Color(Enum):
        RED = 1
        GREEN = 2
        CRIMSON = 1
    print(list(Color), Color(1), Color['GREEN'], Color.CRIMSON, repr(Color), Color.__members__ == {'RED': Color.RED, 'GREEN': Color.GREEN, 'CRIMSON': Color.RED})
    try: Color(7)
    except ValueError as e: print(e)
    try: Color.RED = 5
    except AttributeError as e: print(e)
    try: Color.BLUE
    except AttributeError as e: print(e)
    try: Color.RED.value = 3
    except AttributeError as e: print(e)
    print(Color.RED.name, Color.RED.value, Color.RED == Color.CRIMSON, Color.RED != 1, {Color.RED: 2}[Color.RED])


part17()


def part18():
    class S(str, Enum):
        A = 'a'
        B = 'b'
    print(S.A, f"{S.A}", repr(S.A), S.A == 'a', S('a'), 'x' + S.B, "%s" % S.A, S.A.upper())
    class T(StrEnum):
        X = auto()
        Y = 'why'
    print(T.X, f"{T.X:>5}", repr(T.Y), list(T), ','.join(T))
    class I(IntEnum):
        ONE = 1
        TWO = auto()
    print(I.ONE, f"{I.TWO:03d}", repr(I.ONE), I.ONE + 1, I(2), sorted(I, reverse=True), I.ONE < I.TWO, bool(I.ONE))


part18()


def part19():
    class P(Flag):
        R = auto()
        W = auto()
        X = auto()
        RW = R | W
    print(list(P), P.R | P.X, ~P.R, P(3), P.RW, P(0), P.R in P.RW, list(P.RW), len(P.RW), bool(P(0)), P(7).name)
    class Q(IntFlag):
        A = 1
        B = 4
    print(Q.A | Q.B, repr(Q.A | Q.B), Q(8), repr(Q(9)), ~Q.A, Q.A | 2, Q.A & 1, Q(5) ^ Q.A, str(Q(0)), repr(Q(0)))


part19()


def part20():
    class Planet(Enum):
        EARTH = (1, 2)
        MARS = (3, 4)
        def __init__(self, mass, radius):
            self.mass = mass; self.radius = radius
        @property
        def area(self): return self.mass * self.radius
        @classmethod
        def first(cls): return next(iter(cls))
        @staticmethod
        def s(): return 's'
    print(Planet.EARTH.area, Planet.first(), Planet.s(), Planet((3,4)), Planet.MARS.value)
    class N(Enum):
        _ignore_ = 'x y'
        x = 1
        y = 2
        A = auto()
        B = 10
        C = auto()
    print([(m.name, m.value) for m in N])
    class M(Enum):
        def _generate_next_value_(name, start, count, last_values): return name.lower()
        FOO = auto()
        BAR = auto()
    print([m.value for m in M])
    E2 = Enum('E2', 'a b c')
    print(list(E2), E2.a, E2.__name__)
    E3 = Enum('E3', {'x': 'ex', 'y': 'why'}, type=str)
    print(list(E3), E3.x == 'ex')
    class V(Enum):
        value = 5
        name = 6
    print(V.value, V.name, V.value.value, V.name.name)
    class U(Enum):
        @classmethod
        def _missing_(cls, v): return cls.A if v == 'dflt' else None
        A = 1
    print(U('dflt'))
    try: U('zz')
    except ValueError as e: print(e)
    try:
        class Bad(U): Z = 2
    except TypeError as e: print(e)
    try:
        class Dup(Enum):
            A = 1
            A = 2
    except TypeError as e: print(e)
    try:
        @unique
        class Un(Enum):
            A = 1
            B = 1
    except ValueError as e: print(e)
    print(copy.copy(U.A) is U.A, copy.deepcopy([U.A])[0] is U.A, U.A in U, len(U), U.A.__class__ is U, type(U).__name__, isinstance(U.A, U))


part20()


def part21():
    class B(bytes, Enum):
        def __repr__(self): return 'B'
        def __new__(cls, value, label):
            o = bytes.__new__(cls, [value]); o._value_ = value; o.label = label
            return o
        X = (0, 'ex')
        Y = (1, 'why')
    print(B.X.label, B.X, B(1), repr(B.Y), B.Y == b'\x01')
    class D(datetime.date, Enum):
        A = 2020, 1, 2
    print(D.A, D.A.year, repr(D.A), D.A.isoformat(), D.A.value)
    class Mixin:
        def hello(self): return 'hi ' + self.name
        def __str__(self): return 'M:' + self.name
    class W(Mixin, Enum):
        A = 1
    print(W.A.hello(), str(W.A), W.A)
    class X(int, Enum):
        A = 1
        def __str__(self): return 'x' + str(self.value)
    print(X.A, f'{X.A}', format(X.A, '>4'), repr(X.A))
    print(json.dumps({'a': X.A}), json.dumps([W.A], default=str))
    class F(float, Enum):
        A = 1.5
    print(F.A, F.A + 1, '%.2f' % F.A)
    class H(Enum):
        A = [1]
        B = [2]
        C = [1]
    print(list(H), H([2]), H.C)
    @dataclasses.dataclass
    class DC:
        a: int
        b: int = 2
    class DE(DC, Enum):
        P = 1, 5
        Q = 3
    print(DE.P.a, DE.Q.b, DE.P)
    class Big(Enum):
        def __call__(self): return 'called'
        def __eq__(self, o): return True
        def __hash__(self): return 3
        A = 1
    print(Big.A(), hash(Big.A))


part21()

def orders():
    class A: pass
    class B(A): pass
    for bases in ((A, B), (bool,), (A, A), (int, str)):
        try:
            type("C", bases, {})
        except TypeError as e:
            print(str(e).replace("\n", " "))
    class M(type):
        def __new__(m, name, bases, ns, **kw):
            print(name, len(bases), kw)
            ns["extra"] = 5
            return super().__new__(m, name, bases, ns)
        def __init__(c, name, bases, ns, **kw):
            print("init", kw)
            super().__init__(name, bases, ns)
    class D(metaclass=M, x=1):
        def f(self): return __class__.__name__
    made = M("E", (D,), {"q": 1})
    print(D.extra, D().f(), type(D) is M, made.q, made.extra, made().f())


orders()


def made_by_hand():
    print(bool.__new__(bool, 1) is True, int.__new__(int, "5"), str.__new__(str, 4), dict.__new__(dict))
    for make in (lambda: int.__new__(bool, 0), lambda: object.__new__(int), lambda: int("0", 2**200), lambda: int("0", 37)):
        try:
            make()
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


made_by_hand()
from typing import TypedDict
class Partial(TypedDict, total=False):
    speed: int
class Whole(Partial):
    name: str
print(Partial.__total__, Whole.__total__, Partial(speed=1), Whole(name="x"), Partial.__annotations__)
