"""One of everything the grammar of Python 3.13 has."""
from __future__ import annotations
from . import sibling
from ..package import (name as other, second,)
import a.b.c as d, e

type Point[T] = tuple[T, T]
type = 3
match = {"a": 1}
match["a"] = 2
case = match


def generic[T: (int, str), *Ts, **P](x: T, /, y=1, *args: *Ts, key: int = 2, **kw) -> T | None:
    global g
    yield x
    z = yield
    yield from args
    return (yield)


class Thing[T](Base, metaclass=Meta, **options):
    attribute: int
    other: "str" = "x"

    @property
    @decorators[0].make(1)
    async def method(self):
        async with open() as a, b as (c, d):
            pass
        async for x, *y in z:
            await x
        else:
            return [i async for i in z if await i]


with (open("a") as a, open("b") as b,):
    pass
with (yield_ := 3):
    pass
try:
    pass
except* (ValueError, TypeError) as group:
    raise Error from None
try:
    raise
except Exception:
    pass
else:
    pass
finally:
    pass

match command.split(), 1:
    case ["go", ("north" | "south") as direction], _ if direction:
        pass
    case {"key": value, "other": -1 + 2j, **rest}:
        pass
    case Point(x=0, y=Color.RED) | None | True:
        pass
    case [1, *_, 2.5] | (3, *_):
        pass
    case "text" "joined":
        pass
    case _:
        pass

lambda: 0
lambda a, /, b=1, *c, d, **e: (a, b)
x = y = *a, b = 1, 2
x: int = 3
x += 1; x **= 2; x //= 3; x @= m; x >>= 1
del x[0], y.z, (q, r)
assert x, "message"
nested = f"{f'{f"{1 + 1}"}'} {{literal}} {x!r:>{width}.{precision}} {a if b else c} {d['k']} {lambda_:=^10}"
debug = f"{x = } {y=!s} {z=:>5}"
raw = rf"\d{x}\{{", rb"bytes" b"\x00\xff" B'x'
long = """
triple 'quoted' "text"
"""
numbers = 1_000, 0xFF, 0o17, 0b1010, 1.5e-10, 3j, .5, 5., 10 ** 20
slices = m[1:2, ::3, ...], n[:], n[*rest]
comparison = 1 < 2 <= 3 != 4 is not None not in [] in () and not x or y
conditional = a if b else c if d else e
comprehensions = [x for x in y if x if y for z in w], {k: v for k, v in d}, {s for s in t}, (g for g in h)
calls = f(*a, b, *c, key=1, **d, **e)(g for g in h)[0].attr
walrus = [last := n for n in range(3)]
awaitable = await_ if x else -~+1
unicode_ñame = "é \u00e9 \N{BULLET} \ud800"
if x: pass
elif y: pass
else: pass
while x: break
else: continue_ = 1
for i, (j, *k) in l: pass
@(yield_)
def decorated(): ...
