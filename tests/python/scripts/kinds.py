def t(f, *a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__ + " " + str(e)
class A:
    def __new__(cls, x=0, y=0): return object.__new__(cls)
class B(A):
    def __new__(cls, *a, **k): return super().__new__(cls, *a, **k)
class Cc(A):
    def __new__(cls, *a, extra=1, **k):
        self = super().__new__(cls,*a,**k); self.extra=extra; return self
print(type(B(1)).__name__, t(lambda: Cc(1,2,extra=5).extra))
import datetime
class D(datetime.date):
    def __new__(cls, *a, **k): return super().__new__(cls, *a, **k)
print(str(t(lambda: D(2020,1,1)))[:150])
class D2(datetime.date):
    def __new__(cls, a, b,c): return super().__new__(cls,a,b,c)
print(str(t(lambda: D2(2020,1,1)))[:150])
class D3(datetime.date):
    def __new__(cls, a, b,c): return datetime.date.__new__(cls,a,b,c)
print(str(t(lambda: D3(2020,1,1)))[:150])
import functools, math
class V3(int): pass
class K:
    log = []
    def __init__(self, n): self.n = n
    def __lt__(self, o): K.log.append((self.n, o.n)); return self.n < o.n
    def __repr__(self): return str(self.n)
for data in [[3,1,2],[1,2,3],[3,2,1],[5,4,3,9,1,2,2,8],[1],[],[2,2,1,1]]:
    for rev in (False, True):
        K.log = []
        print(sorted([K(x) for x in data], reverse=rev), K.log)
print(t(lambda: sorted([7,'a',97])), t(lambda: sorted([float('nan'),1,float('nan'),0])), sorted([{1},{2},{1,2},set()]) , sorted("the quick brown fox".split(), key=len, reverse=True))
print(sorted([(i*7919)%1000 for i in range(300)])==sorted(range(0,0)) , sorted([(i*7919)%1000 for i in range(300)])[:5], sorted([(i%7,i) for i in range(200)], key=lambda p:p[0], reverse=True)[:4])
L=[1,2,3]
def k1(x): L.append(9); return x
print(t(lambda: L.sort(key=k1)), L)
def k2(x): print(L); return -x
L=[1,2,3]; L.sort(key=k2); print(L)
def k3(x): raise KeyError('x')
print(t(lambda: L.sort(key=k3)), L)
def k4(x): L.append(3); L.pop(); return x
print(t(lambda: L.sort(key=k4)), L)
class A:
    def __exit__(self,*a): pass
class B:
    def __enter__(self): pass
def w(x):
    with x: pass
print(t(w,A()),t(w,B()))
print(t(lambda: setattr(Exception(),'__cause__',1)), t(lambda: delattr(Exception(),'__cause__')), t(lambda: delattr(Exception(),'args')))
def ex(types):
    try: raise ValueError
    except types: return 'c'
print(t(ex,42),t(ex,(ValueError,42)),t(ex,int),t(ex,(TypeError,ValueError)),t(ex,((ValueError,),)), t(ex, ()))
print(t(lambda: range()), t(lambda: range(1,2,3,4)), t(lambda: range(stop=3)))
d={1:1}; d |= [(2,2)]; print(d, t(lambda: d | [(1,1)]))
def ior(x):
    d={}; d |= x; return d
print(t(ior, "ab"), t(ior, ["ab"]), t(ior, None), t(ior, 5))
class C:
    def __eq__(s,o): raise RuntimeError('r')
d1={1:C()}; d2={1:C()}
print(t(lambda: d1.items()==d2.items()), t(lambda: d1.items()<=d1.items()), {1:[1]}.items()=={1:[1]}.items(), {1:[1]}.items()<{1:[1],2:3}.items(), {1:2}.keys()=={1}, {1}=={1:2}.keys(), {1,2}>{1:2}.keys(), {1:2}.items()>={(1,2)}, {1:2}.keys()!={1}, {(1,2)} <= {1:2}.items(), (1,[1]) in {1:[1]}.items())
class F(float):
    def __init__(self, a, b=None): self.b=b
class T(tuple):
    def __init__(self, a, b=None): self.b=b
print(F(2.5,b=3).b, F(2.5,b=3), T([1],b=2), T([1],b=2).b)
class P: pass
print(t(lambda: P(1)), t(lambda: P.__new__(P,1)), t(lambda: object.__new__(P,4)))
class An: x: int
class Bn(An): pass
print(An.__annotations__, Bn.__annotations__, Bn().__annotations__)


# str() of text and bytes is the value, whatever their class shows as its repr().
class ShownText(str):
    def __repr__(self):
        return "<text>"


class ShownBytes(bytes):
    def __repr__(self):
        return "<bytes>"


class ShownNumber(int):
    def __repr__(self):
        return "<number>"


for shown in (ShownText("abc"), ShownBytes(b"z"), ShownNumber(5)):
    print(str(shown), "%s" % (shown,), "{}".format(shown), f"{shown}", repr(shown), f"{shown!r}", [shown])
