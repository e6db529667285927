"""Small things: counts of arguments, views in themselves, ranges in match, descriptors as methods."""
d = {}
d[42] = d.values()
print(repr(d)); d[42] = d.items(); print(d); print(d.items())
for f in (lambda: max(), lambda: min(), lambda: getattr(1), lambda: getattr(1, "a", 2, 3), lambda: len(), lambda: len(1, 2), lambda: isinstance(1), lambda: divmod(1), lambda: abs(), lambda: globals(1), lambda: iter(), lambda: super(int, int, int),lambda: ord(), lambda: range(), lambda: setattr(1, 2), lambda: hasattr(1), lambda: next(), lambda:chr(1,2)):
    try: print(f())
    except TypeError as e: print(e)
import math
try: math.factorial(10 ** 100)
except OverflowError as e: print(e)
match range(1 << 30):
    case [x, y, *_]: print(x, y)
match range(1 << 30):
    case [x, *_, y, z]: print(x, y, z)
match range(3):
    case [x, y]: print(x, y)
    case [x, *r, z]: print(x, r, z)
    case _: print(0)
def booh(self): raise AttributeError("booh")
class E: __eq__ = property(booh)
try: E() == E()
except AttributeError as e: print(e)
class F:
    __eq__ = property(lambda self: lambda other: "yes")
    __lt__ = property(lambda self: lambda other: "less")
print(F() == F(), F() < F())
def f2():
    (nosuch): int
    print(nosuch)
try: f2()
except NameError as e: print(type(e), e)
class C:
    (x): int = 1
    y: str
print(C.__annotations__)
class A(type): pass
try:
    class X(str, int, metaclass=A): pass
except TypeError as e: print(e)
from collections import namedtuple
P = namedtuple("P", "x y")
print(P.__getitem__ == tuple.__getitem__)
import enum
from enum import *
class Simple(IntFlag, boundary=KEEP):
    SINGLE = 1
class Iron(IntFlag, boundary=STRICT):
    ONE = 1
    TWO = 2
    EIGHT = 8
class Water(IntFlag, boundary=CONFORM):
    ONE = 1
    TWO = 2
    EIGHT = 8
class Space(IntFlag, boundary=EJECT):
    ONE = 1
    TWO = 2
    EIGHT = 8
class Bizarre(IntFlag, boundary=KEEP):
    b = 3
    c = 4
    d = 6
try: Iron(5)
except ValueError as e: print(e)
print(Water(7) is Water.ONE | Water.TWO, Water(~9) is Water.TWO, Space(7), type(Space(7)), list(Bizarre), Bizarre(3), Bizarre(6) is Bizarre.d)
simple = Simple.SINGLE | Iron.TWO
print(simple, isinstance(simple, Simple), repr(simple), str(simple))
print(P.__module__ == __name__, namedtuple("Q", "a", module="m").__module__)
import re
for c in (re.Match, re.Pattern):
    try: c.foo = 1
    except TypeError as e: print(e)
