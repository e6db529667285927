"""locals() of functions within others."""
def outer(a):
    b = 2
    def f(x, y=1):
        z = x + y
        return locals()
    def g(x):
        match x:
            case [p, q]:
                pass
        return locals()
    s = "after"
    return f(5), g([1, 2]), g(3)
print(outer(1))
class T:
    def m(self):
        k = 3
        def h():
            """Doc
of it"""
            v = [1,
2]
            return locals()
        return h()
print(T().m())
