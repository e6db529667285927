"""Everything a migration script is likely to do with the language itself."""
import os.path
import textwrap
from typing import Sequence, cast


def defaults(a, b=2, *rest, c, d=4, **extra):
    return (a, b, rest, c, d, extra)


print(defaults(1, c=3))
print(defaults(1, 5, 6, 7, c=3, d=9, e="x"))
print(defaults(*[1, 2, 3], **{"c": 4, "z": 5}))

counter = 0


def bump(by=1):
    global counter
    counter += by
    return counter


bump()
bump(by=4)
print(counter)


def make_adder(n):
    total = n

    def add(m):
        nonlocal total
        total += m
        return total

    return add


adder = make_adder(10)
adder(1)
print(adder(5))

print([x * y for x in range(4) if x % 2 for y in (1, 10)])
print({k: v for k, v in zip("abc", range(3))})
print(sorted({len(w) for w in ["a", "bb", "cc"]}))
print(sum(x for x in range(10)), any(x > 3 for x in (1, 2)), all([]))
print([y := 3, y ** 2], y)

try:
    try:
        {}["missing"]
    except KeyError as error:
        print("caught", error, repr(error))
        raise ValueError("second") from error
    finally:
        print("finally")
except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
else:
    print("never")


def early():
    for i in range(3):
        try:
            return i
        finally:
            print("leaving", i)


print(early())

for i in range(3):
    if i == 5:
        break
else:
    print("no break")

i = 0
while True:
    i += 1
    if i == 2:
        continue
    if i > 4:
        break
print(i)

first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)
(a, b), c = (1, 2), 3
a, b = b, a
print(a, b, c)

print("%s has %d items, %.2f%% full, %r %05d|%-6s|%6s" % ("box", 3, 12.5, "q'", 42, "ab", "cd"))
print("%(name)s=%(value)s" % {"name": "n", "value": None})
print("{} {1!r} {name:>8}|{0:<5}|{2[0]}".replace("{} ", "") .format("a", "b", [9], name="zed"))
print("{:,} {:08.3f} {:x} {:#b} {:+d} {:^9}|".format(1234567, 3.14159, 255, 5, 7, "mid"))
name, width = "abc", 10
print(f"{name!r:>{width}}|{1 + 1}|{width=}|{name.upper()}|{'nested ' + f'{width:03d}'}|{{}}")
print(f"{12345.678:,.1f} {0.1 + 0.2} {1e20} {1e-7} {100.0} {2.5e10}")

print("Hello, World".lower().split(", "), "a-b-c".rsplit("-", 1), " x ".strip() + "|", "abc"[::-1], "abcdef"[1:-1:2])
print("A,B,,C".split(","), "one two  three".split(), "x=y=z".partition("="), "\n".join(["p", "q"]).splitlines())
print("straße ÉCOLE".capitalize() if False else "ÉCOLE".lower(), "ñandú".upper(), "the end".title(), "7".zfill(3))
print("abcabc".replace("b", "-", 1), "abcabc".count("bc"), "abc".find("z"), "abc".startswith(("x", "ab")), "q" in "quit")
print([1, 2] + [3], (1,) * 3, [0] * 2, "ab" * 2, 7 // 2, -7 // 2, -7 % 3, 7 / 2, 2 ** 10, 1 << 5, 6 & 3, 6 | 1, 6 ^ 3, ~5)
print(1 < 2 < 3, 1 == 1.0, "a" < "b", [1, 2] < [1, 3], None is None, not [], 3 in (1, 2), 4 not in {4: 1})
print({1, 2} | {3} == {1, 2, 3}, {1, 2} & {2}, {1, 2} - {2}, {"a": 1} | {"b": 2})

data = {"b": 2, "a": 1}
data["c"] = 3
data.update({"d": 4}, e=5)
del data["b"]
print(data, data.get("x"), data.get("x", 0), data.pop("a"), sorted(data.items()), list(data), len(data))
numbers = [3, 1, 2]
numbers.sort(reverse=True)
numbers.append(0)
numbers.extend((7, 8))
numbers.insert(1, 99)
print(numbers, numbers.pop(), numbers.index(99), sorted(numbers, key=lambda n: -n), numbers[1:3], max(numbers), min(3, 2))
print(list(enumerate("ab", start=1)), list(map(str, [1, 2])), list(filter(None, [0, 1, ""])), list(reversed([1, 2])))


class Base:
    kind = "base"

    def __init__(self, value):
        self.value = value

    def describe(self):
        return f"{self.kind}:{self.value}"

    @property
    def doubled(self):
        return self.value * 2

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def make(cls, value):
        return cls(value)

    def __repr__(self):
        return f"<{self.value}>"

    def __eq__(self, other):
        return self.value == other.value


class Derived(Base):
    kind = "derived"

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind is not None)
        return True


print(Base(1).describe(), Derived.make(4).describe(), Derived(5).doubled, Base.helper(1), Base(2) == Base(2), [Base(3)])
with Derived(9) as d:
    print(d.value)
    raise RuntimeError("swallowed")
print(isinstance(d, Base), hasattr(d, "value"), getattr(d, "nope", "default"), issubclass(Derived, Base))


def decorate(function):
    def wrapper(*args, **kwargs):
        return "wrapped " + str(function(*args, **kwargs))

    return wrapper


@decorate
def plain(x, y=1):
    return x + y


print(plain(2), plain(2, y=5))
print((lambda *a, k=3: (a, k))(1, 2))


async def fetch(n):
    return n * 2


async def gather():
    total = 0
    for n in range(3):
        total += await fetch(n)
    return total


import asyncio

print(asyncio.run(gather()))
print(os.path.join("a", "b/", "c"), os.path.basename("/x/y.py"), os.path.dirname("/x/y.py"))
print(textwrap.dedent("""
    one
      two
    three
    """))
assert cast(int, 3) == 3, "unreachable"
try:
    assert 1 == 2, f"one is {1}"
except AssertionError as error:
    print("assertion:", error)
try:
    None.lower()
except AttributeError as error:
    print(error)
print(int("42") + int(3.9), float("1.5"), bool(""), str(None), repr("it's"), chr(65), ord("é"), tuple("ab"), set([1]) == {1})
print(True + 1, 10 if counter > 3 else 20, None or "fallback", 0 and 1, b"ab" + b"c", b"ab"[0], "é".encode())
x = y = [1]
x += [2]
print(y, x is y)
print(*[1, 2], sep=" ") if False else print("done")
# Long numbers keep every digit.
print(len(f"{1.5e300:.390f}"), f"{1.5e300:.1%}"[-4:], f"{0.256:.1%}", f"{12.5:.400%}"[-3:])
