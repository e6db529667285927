"""complex numbers."""
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__ + ": " + str(e)
print(1j, 1+2j, -1j, 0j, -0-0j, complex(1, -0.0), complex(-0.0, 1), 1.5-2.5j, complex("1+2j"), complex("  -3e2J "), complex("(4)"), complex("1-j"), t(lambda: complex("1+")), t(lambda: complex("")), t(lambda: complex("1 + 2j")), complex("nan+infj"))
print((1+2j)*(3-1j), (1+2j)/(3-4j), 2*1j, 1j*2.5, 5-1j, 1/2j, t(lambda: 1j/0), t(lambda: 1j < 2), t(lambda: 1j // 2), t(lambda: 1j % 2), t(lambda: int(1j)), t(lambda: float(1j)), abs(3+4j))
print(1+0j == 1, 1j == 1j, 1 == 1+0j, 1.5 == 1.5+0j, hash(2+0j) == hash(2), hash(1+2j), bool(0j), {1+0j: "a"}[1], 1j != 2, (1+2j).conjugate(), (1+2j).real, (1+2j).imag)
print(type(1j), isinstance(1j, complex), complex(), complex(3), complex(True), complex(1j, 2j), t(lambda: complex("1", 2)), t(lambda: complex([])), repr([1j, (2-3j)]), f"{1j}", str(2j), -(1+2j), +1j)
def m(x):
    match x:
        case 0j: return "zero"
        case 1 + 2j: return "a"
        case -3 - 4j: return "b"
        case complex(real=5): return "five"
        case _: return "no"
print(m(0), m(1+2j), m(-3-4j), m(5j+5), m("x"), m(0.0))
class C(complex): pass
print(C(1, 2), type(C(1)).__name__, C(1) == 1, sum([1j, 2]), t(lambda: 1j + "a"), t(lambda: "a" * 1j), t(lambda: complex.__name__), 10j.imag, 1e3j, 1_0j)
