log = []
def f(x):
    log.append(x)
    return x
m: f(1) = 3
class A:
    a: f(2)
    b: f(3) = 4
    c: "str" = 5
    T = int
    def method(self, x: T, y: "A") -> T: pass
    def inner(self):
        T = str
        def h(z: T): pass
        return h
def g():
    x: f(9) = 3
    (y): f(10) = 3
    return x
def h(a: f(4), b: f(5) = f(6)) -> f(7): pass
g()
print(log, A.__annotations__, h.__annotations__, __annotations__, A.method.__annotations__, A().inner().__annotations__)
def run():
    class C:
        z: f(11)[0:2] if False else f(12)
    print(log)
    o = C()
    o.x: f(13) = 2
    o.y: f(14)
    d = {}
    d[f(15)]: f(16) = 3
    d[f(17)]: f(18)
    print(log, o.x, d)
    try:
        o.nosuch.x: int
        print('no')
    except AttributeError as e: print(e)
    v: int
    try: print(v)
    except UnboundLocalError: print('unbound')
run()
class D: pass
D.one: f(20) = 1
D.two: f(21)
(e): f(22) = 1
print(log, __annotations__)
