def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
from typing import Optional, Union
print(isinstance(1, int | str), isinstance('a', int | None), isinstance(None, int | None), isinstance(1.5, Optional[int]), isinstance(None, Optional[int]), isinstance(2, Union[int, str]), t(lambda: isinstance(1, 5)), issubclass(int, int | str), t(lambda: issubclass(5, int)), t(lambda: issubclass(int, 5)), isinstance(True, int), isinstance(5, (str, (int, float))))
class Meta(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return o is int
class MC(metaclass=Meta): pass
class Fake:
    @property
    def __class__(self): return int
print(isinstance(5, MC), isinstance(6, MC), isinstance(MC(), MC), issubclass(int, MC), issubclass(str, MC), isinstance(Fake(), int), isinstance(Fake(), Fake), isinstance(Fake(), str))
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Q: __match_args__ = 5
class R: __match_args__ = ('a', 5)
class D: __match_args__ = ('a', 'a'); a = 1
class Bad:
    @property
    def x(self): raise AttributeError
def m(v):
    match v:
        case P(1, y): return 'P1', y
        case P(x=0): return 'P0'
        case P(x, y) if x == y: return 'same', x
        case P(a, b): return a, b
        case [1, x, 5]: return 'l5', x
        case [1, x, *r]: return 'lr', x, r
        case {'a': 1, **rest}: return 'd', rest
        case {'b': [x, {'c': y}]}: return x, y
        case str(s) | bytes(s): return s
        case int(i) if i > 5: return 'int', i
        case True | None: return 'TN'
        case int() | float() as n: return 'num', n
        case []: return 'empty'
        case Bad(x=_): return 'bad'
        case _: return 'other'
for v in [P(1, 2), P(0, 3), P(4, 4), P(5, 6), [1, 2, 5], [1, 2, 6], (1, 2), range(1, 4), {'a': 1, 'z': 2}, {'b': (1, {'c': 3})}, 'str', b'b', 9, True, None, 3, 2.5, [], (), Bad(), {1}, 'ab']: print(m(v))
def e1():
    match 5:
        case int(a, b): pass
def e2():
    match range(3):
        case range(a): pass
def e3():
    match Q():
        case Q(a): pass
def e4():
    match R():
        case R(a, b): pass
def e5():
    match D():
        case D(a, b): pass
def e6():
    match D():
        case D(_, a=b): pass
def e7():
    c = 5
    match 5:
        case c.real(x): pass
def e8():
    class K: a = 'k'
    match {'k': 1}:
        case {K.a: x, 'k': y}: pass
for f in (e1, e2, e3, e4, e5, e6, e7, e8): print(t(f))
y = None
match [1, 2]:
    case [y, 3]: pass
print(y)
log = []
def dec(n):
    log.append(n)
    def inner(f):
        log.append('call %s' % n)
        return f
    return inner
@dec(1)
@dec(2)
def ff(a=log.append('default')): pass
@dec(3)
@dec(4)
class CC(log.append('base') or object): pass
print(log)
class A: pass
class B(A): pass
print(t(lambda: A().x))
