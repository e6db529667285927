# Functions called on classes, hexadecimal floats, powers of zero and cached properties.
def show(*values): print(*[repr(value) for value in values])


class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, (v, 1))
show(type(D.fromkeys("ab")).__name__, D.fromkeys("ab", 2), {}.fromkeys("x"), D().fromkeys([1]), type(D().fromkeys([1])).__name__)
class I(int):
    def __new__(cls, v): return int.__new__(cls, v + 1)
show(I.from_bytes(b"\x01", "big"), type(I(3).from_bytes(b"\x01", "big")).__name__, (5).from_bytes(b"\x02", "big"), int.from_bytes(b"\x02"))
class F(float): pass
show(type(F.fromhex("0x1p-3")).__name__, F.fromhex("0x1p-3"), 1.5.fromhex(" -0X1.8P+1\n"), float.fromhex("1.8"), float.fromhex(".8p0"), float.fromhex("0x.8p1"))
for v in (0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, 2.2250738585072014e-308, float("inf"), float("-inf"), float("nan"), 1e22): show(v.hex(), float.fromhex(v.hex()))
for t in ("", "0x", ".", "p1", "0x1p", "0x1p+", "1.2.3", "- 1", "0x1p1024", "0x1.fffffffffffffp1023", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7fffp1023", "infi", "-infinity ", "nan", "-nan", "1x", "0x1p-1075", "0x1.8p-1075", "0x1p99999999999999999999999", "0x0p99999999999999999999999", "0x1p-99999999999999999999999", "é", "1\0", "\xa01", "0x1_0", "0xg", "+0x1p0", "1e5", "00001", "0x00000000000000000000000000000000001p0", "0x123456789abcdef0123456789p-50"):
    try: show(t, float.fromhex(t))
    except Exception as e: show(t, type(e).__name__, str(e))
for f in (lambda: float.fromhex(1), lambda: float.fromhex(), lambda: float.fromhex("1","2"), lambda: dict.fromkeys(), lambda: dict.fromkeys(1), lambda: int.from_bytes(), lambda: bytes.fromhex(), lambda: str.maketrans(), lambda: (1.5).hex(1)):
    try: show(f())
    except Exception as e: show(type(e).__name__, str(e))
class B(bytes): pass
show(type(B.fromhex("ab cd")).__name__, B.fromhex("ab cd"), b"".fromhex("00"), "abc".translate("".maketrans("a", "b")))
import decimal, functools
show(decimal.Decimal("-0.0") ** 5, decimal.Decimal("0.00") ** 3)
class S:
    __slots__ = ("a",)
    @functools.cached_property
    def p(self): return 1
try: S().p
except Exception as e: show(type(e).__name__, str(e))
class U:
    def __setattr__(self, n, v): raise KeyError(n)
    @functools.cached_property
    def p(self): return [1]
u = U()
show(u.p, u.p is u.p, vars(u))
class Private:
    __slots__ = ["__s", "t"]
    def __init__(self): self.__s = 1; self.t = 2
    def get(self): return self.__s
show(Private().get(), Private().t)
try: setattr(Private(), "__s", 1)
except AttributeError as e: show(str(e))
for call in (lambda: {}.__contains__(), lambda: {1}.__contains__(), lambda: {}.__getitem__(), lambda: [].__getitem__(1, 2)):
    try: show(call())
    except TypeError as e: show(str(e))
import datetime
for call in (lambda: datetime.time("2:59.0"), lambda: datetime.date("1995-03-25"), lambda: datetime.date("x", 1, 1)):
    try: show(call())
    except TypeError as e: show(str(e))
