def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + " " + str(e)
class A:
    def __init__(s,n): s.n=n
    def __eq__(s,o): return True
class B:
    def __ne__(s,o): return 'ne'
class N:
    def __eq__(s,o): return NotImplemented
    __ne__=None
class S(str):
    def __eq__(s,o): return False
    __hash__=str.__hash__
print(A(1)!=B(), B()!=A(1), A(1)!=A(2), A(1)!=5, 5!=A(1), t(lambda: N()!=A(1)), S('a')=='a', [A(1)]!=[A(2)])
for n in ('x','',b'x',('a b',),(1,),('__dict__','a')):
    print(t(lambda: type('A',(),{'__slots__':n}).__name__))
print(t(lambda: type('A',(int,),{'__slots__':'x'})), t(lambda: type('A\0',(),{})), t(lambda: type('A',(),{'__qualname__':5})))
class C: pass
C.__name__='D'; print(C.__name__, C.__qualname__); C.__qualname__='E.F'; print(C.__qualname__)
def sn(v): C.__name__=v
print(t(sn,5), t(sn,'a\0'))
class PS(property): pass
class F:
    @PS
    def spam(self):
        "doc"
        return 1
    @spam.setter
    def spam(self, v): "no"
print(F.spam.__doc__, F().spam)
class M:
    def f(self):
        class X: x=__class__
        return X.x
print(M().f() is M)
import math
class FC(float):
    def __ceil__(self): return 42
    def __trunc__(self): return 43
print(math.ceil(FC(1.5)), math.floor(FC(1.5)), math.trunc(FC(1.5)))
import copy, functools, string, base64, binascii, contextlib
from urllib.parse import *
class P:
    def __init__(self, a): self.a=a
    def __reduce__(self): return P,(self.a,)
class Q:
    def __new__(cls, x): o=object.__new__(cls); o.x=x; return o
    def __getnewargs__(self): return (self.x,)
class R:
    __slots__=('a','b')
class T2:
    def __init__(self): self.v=[1]
    def __getstate__(self): return {'v':self.v,'z':1}
    def __setstate__(self, s): self.__dict__.update(s); self.set=True
r=R(); r.a=[1]; r.b=2
l=[1]
print(copy.copy(P(l)).a is l, copy.deepcopy(P(l)).a is l, copy.copy(Q(l)).x is l, copy.deepcopy(Q(l)).x, copy.copy(r).a is r.a, copy.deepcopy(r).a is r.a, vars(copy.copy(T2())), copy.deepcopy(T2()).set)
@functools.singledispatch
def g(x): return 'base'
@g.register(int)
def _(x): return 'int'
@g.register
def _(x: list): return 'list'
print(g(1),g(True),g([]),g('a'), g.dispatch(int)(3), t(lambda: g()), t(lambda: g.register(5)), g.__name__, sorted(k.__name__ for k in g.registry))
class W:
    @functools.singledispatchmethod
    def m(self, a): return ('b', a)
    @m.register(int)
    def _(self, a): return ('i', a)
    @m.register(str)
    @classmethod
    def _(cls, a): return (cls.__name__, a)
print(W().m(1),W().m('s'),W().m([]))
T=string.Template
print(T('$a ${b} $$ $a').substitute(a=1,b=2), t(lambda: T('$a $').substitute(a=1)), t(lambda: T('$a').substitute()), T('$a $ ${z').safe_substitute(), T('$a').substitute({'a':3}), T("$a\n$b $").get_identifiers(), T('$').is_valid(), string.capwords('ab cd'))
class T3(T): delimiter='%'; idpattern='[a-z]+_[a-z]+'
print(T3('%a_b %% %n').safe_substitute(a_b=1))
f=string.Formatter()
print(f.format('{} {a!r:>5} {0} {b[0]} {c.n}'.replace('{0} ',''), 1, a='x', b=[5], c=A(7)), t(lambda: f.format('{')), t(lambda: f.format('}')), t(lambda: f.format('{0}{}',1)), f.format('{:{w}}|','x',w=4), f.format('{{}}'), list(f.parse('a{b!r:c}d{}')))
print(base64.b64encode(b'ab\xff'), base64.b64decode('YWL/'), base64.b64decode(b'YW==='), t(lambda: base64.b64decode('YW')), t(lambda: base64.b64decode('Y')), base64.b64decode('YW[L]/'), t(lambda: base64.b64decode('YW[L]/',validate=True)), base64.urlsafe_b64encode(b'\xff\xff\xff'), t(lambda: base64.b16decode('0g')), base64.b16encode(b'\xab'), t(lambda: base64.b64decode('é')), binascii.hexlify(b'\x01\xff'), binascii.unhexlify('01ff'), t(lambda: base64.b64encode('a')), binascii.Error.__mro__)
@contextlib.contextmanager
def cm(): 
    "doc"
    yield 5
@contextlib.contextmanager
def none():
    return
    yield
def w(): 
    with none(): pass
print(cm.__doc__, cm.__name__, t(w))
print(urljoin('http://a/b/c/d;p?q','../g'), urljoin('http://a/b/c/d','//h/x'), urljoin('http://a/b/','?y'), urljoin('http://a/b/c','g:h'), urldefrag('http://a/#f'), urlsplit(b'http://h:80/p?q#f'), urlsplit(b'http://h:80/').port, urlsplit(b'http://U@H/').hostname, t(lambda: urlsplit('a',b'b')), parse_qsl(b'a=1&b=2'), urlparse('http://h/p;x').encode(), urlunsplit((b'http',b'h',b'/p',b'',b'')))
print(bool.__mro__, bool.__bases__, int.__mro__, True.__class__.__mro__)
