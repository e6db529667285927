"""Texts that are no Python, as compile() and exec() find them, and what a match statement must not hold."""
def t(f):
    try: return f()
    except SyntaxError as e: return "SyntaxError", e.__class__.__name__
for s in ("x = = 1", "def f(:\n  pass", "(", "match x:\n    case a | b: pass\n", "1 +"):
    print(t(lambda: compile(s, "x", "exec")), t(lambda: exec(s)), t(lambda: exec(s, {}, {})))
for p in ('"a" | a', "[a, [b] | [c] | [d]]", "C(a=_, a=_)", "0+0", "{0+0: _}", '{**rest, "key": v}', '{"f": f, **rest, "l": l}', "{**_}", "42 as _", '{"a": _, "a": _}', "{0: _, False: _}", "{0: _, 0.0: _}", "{0: _, -0: _}", "{0: _, 0j: _}", '{f"": _}', "a, a", '{"k": a, "l": a}', "M(x, x)", "M(x=x, y=x)", "a as a", "*a, b, *c", 'a | "a"', 'f""', "0j+0", "0j+0j", "_ | _", "(_ as x) | [x]", "(None | _) | _", "*a", "(*a)", "C(*a)", "C(x=1, y)", "+1", "1*2", "{x: 1}", "-a", "x | y"):
    print(p, t(lambda: compile(f"match 1:\n    case {p}:\n        pass\n", "x", "exec")))
for s in ("case x:\n        pass\n    case y:\n        pass", "case _:\n        pass\n    case None:\n        pass"):
    print(t(lambda: compile("match 1:\n    " + s, "x", "exec")))
class K: v = "vv"
def m(x):
    match x:
        case -1 | 1.5 | -2j | "a" "b" | b"c" | None | K.v: return 1
        case {"a": 1, "b": [x, *_], -1: z, **rest,}: return 2
        case {None: 1, True: 2, 2: 3, "2": 4}: return 3
        case [(a, 1) | (1, a), *rest] if rest: return a
        case complex(real=r) | [r, _] as w: return r, w
        case (x): return x
print(m(-1), m("ab"), m({"a": 1, "b": [1], -1: 0, 5: 6}), m([(4, 1), 2]), m(3j), m([7, 8]), m(99))
class Z: __module__ = "zork"
print(Z)
match [1]:
    case (*a,): print(1, a)
    case [*a]: print(2)
x = 1
match [1]:
    case [*a]: print(2, a)
