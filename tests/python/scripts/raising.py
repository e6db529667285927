def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
def chain(e):
    out = []
    while e is not None:
        out.append((type(e).__name__, e.args, type(e.__cause__).__name__, e.__suppress_context__))
        e = e.__context__
    return out
def a():
    try:
        try: raise ValueError('v')
        except ValueError: raise KeyError('k')
    except KeyError as e: print(chain(e))
def b():
    try:
        try: raise ValueError('v')
        except ValueError as x: raise KeyError('k') from x
    except KeyError as e: print(chain(e))
def c():
    try:
        try: raise ValueError('v')
        finally: {}['x']
    except KeyError as e: print(chain(e))
def d():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise KeyError from None
    except KeyError as e: print(chain(e))
class M:
    def __enter__(self): return self
    def __exit__(self, *a): raise OSError(2, 'nope', 'file')
def e():
    try:
        with M(): raise ValueError
    except OSError as e: print(chain(e), str(e), type(e), e.errno, e.strerror, e.filename, e.args)
def f():
    try: raise ValueError
    except ValueError as q: pass
    try: q
    except NameError as z: print(type(z).__name__)
def g():
    try: raise 5
    except TypeError as z: print(z)
    try: raise IndexError from 5
    except TypeError as z: print(z)
    try: raise IndexError from KeyError
    except IndexError as z: print(chain(z), type(z.__cause__))
a(); b(); c(); d(); e(); f(); g()
x = ValueError(1, 2)
x.add_note('n'); print(x.__notes__, x.with_traceback(None) is x, t(lambda: x.add_note(5)), t(lambda: setattr(x, '__cause__', 1)), t(lambda: setattr(x, '__context__', 1)), t(lambda: setattr(x, 'args', 5)))
x.args = [3]; print(x.args, x)
print(t(lambda: ValueError(a=1)), NameError('a', name='b').name, AttributeError('x', obj=3).obj, AttributeError('x').name, ImportError('m', name='q', path='p').path, ImportError('m').msg, StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit(1, 2).code, t(lambda: AttributeError('x', foo=3)))
print(OSError(2, 'x'), repr(OSError(2, 'x')), type(OSError(13, 'x')).__name__, OSError(5), OSError('a').errno, t(lambda: UnicodeDecodeError('a')), str(KeyError('a')), str(KeyError(1, 2)))
class E2(Exception):
    def __init__(self, a, b=3): self.a = a
print(E2(5, b=7).args, E2(5).a, t(lambda: E2()), [repr(E2(1, b=2))])
def gen():
    yield 1
    raise StopIteration
print(t(lambda: list(gen())))
print(t(lambda: list(next(iter([])) for x in [1])))
def p(a, /, b, c=3, *, d, e=5): return a
def q(a, b, c): pass
def r(a, b=1): pass
def s(*, k): pass
for call in [lambda: p(), lambda: p(1), lambda: p(a=1, b=2, d=3), lambda: p(1, 2, 3, 4, d=4), lambda: p(1, 2, 3, 4), lambda: p(1, 2), lambda: q(), lambda: q(1), lambda: q(1, 2), lambda: q(1, 2, 3, 4), lambda: r(1, 2, 3), lambda: r(), lambda: r(1, a=2), lambda: r(1, z=2), lambda: s(), lambda: s(1), lambda: s(1, k=2), lambda: (lambda x: x)(), lambda: E2.__init__(1)]: print(t(call))
class Outer:
    class Inner:
        def f(self): return lambda: 0
        g = [lambda: 1 for _ in range(1)]
        def cell(self): return __class__
    def h(self):
        class Local:
            def m(self): pass
        return Local
print(Outer.Inner.__qualname__, Outer.Inner.f.__qualname__, Outer.Inner().f().__qualname__, Outer().h().m.__qualname__, Outer.Inner().cell().__name__, Outer.__name__, [x.__qualname__ for x in [lambda: 1]])
class B: pass
print(t(lambda: 'a'.foo), t(lambda: [].foo), t(lambda: str.foo), t(lambda: B().foo), t(lambda: B.foo), hasattr(B, '__dict__'), hasattr(1, '__add__'), hasattr([], '__iter__'), hasattr(B(), '__call__'), hasattr(len, '__name__'), t(lambda: getattr(B(), 'x', 5)), t(lambda: ValueError().foo), hasattr(5, 'real'), hasattr('', 'format_map'), hasattr(B(), '__iter__'), hasattr(B, '__mro__'), hasattr(t, '__closure__'), hasattr(t, 'x'))
