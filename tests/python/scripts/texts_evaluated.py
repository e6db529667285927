# eval() of an expression, and of what is none.
def show(*values): print(*[repr(value) for value in values])


import datetime
x = 5; y = [1, 2]
show(eval("x + 1"), eval("  \t[x, y]"), eval("1\n"), eval("(1,\n2)"), eval("'%d' % x"), eval("y[0:x]"), eval("# c\n x") if 0 else 0)
d = datetime.datetime(2020, 1, 2, 3, 4)
show(eval(repr(d)) == d, eval("datetime.date(1,2,3)"), eval("max(y)"), eval("x if y else 0"), eval("{1: x}"), eval("not x"), eval("1,"), eval("f'{x}!'"))
for t in ("", " ", "# c", "x = 1", "import os", "*y", "1 +", "(", "pass", "1\n2", "def f(): pass", "return 1", "1 if 2", "'abc", "f'{'", "f'{}'", "f'{a b}'", "0777", "1__0", "x y", "print 1", "x.1", "[1, 2", "lambda", "{1:2, 3}", "a, b = 1", "del x", "x: int", "raise", "1e", "0b2", "f(a=1, 2)", "f(**x, *y)", "{**x for y in z}", "f(a=1, a=2)", "None = 1", "True", "...", "not", "x is not"):
    try: r = eval(t)
    except Exception as e: r = type(e).__name__
    show(t, r)
def g(a):
    b = a + 1
    return eval("a + b"), eval("x") if 0 else 0
show(g(1))
try: eval("nope")
except NameError as e: show(str(e))
try: eval("1/0")
except ZeroDivisionError as e: show(str(e))
show(eval("g(2)"), eval("[g(1)[0], g(3)[0]]"))
