"""functools, what functions say of themselves, and what sequences say of operators."""
import functools


def show(calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


def wrapped(x: int, y=2) -> str:
    """What it does."""
    return str(x + y)


wrapped.mark = "kept"


@functools.wraps(wrapped)
def wrapper(*args):
    return wrapped(*args)


print(wrapper.__name__, wrapper.__doc__, wrapper.mark, wrapper.__wrapped__ is wrapped, wrapper.__annotations__, show.__doc__)
wrapped.__annotations__["z"] = float
print(sorted(wrapped.__annotations__))


def renamed(name):
    def made():
        pass
    made.__name__ = name
    return made.__name__


@functools.total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number if isinstance(other, Version) else NotImplemented

    def __ge__(self, other):
        return self.number >= other.number if isinstance(other, Version) else NotImplemented


@functools.total_ordering
class Length(str):
    def __gt__(self, other):
        return len(self) > len(other)


class Ranked(type):
    def __lt__(cls, other):
        return cls.rank < other.rank


class First(metaclass=Ranked):
    rank = 1


class Second(metaclass=Ranked):
    rank = 2


@functools.lru_cache(maxsize=2)
def square(x):
    calls.append(x)
    return x * x


calls = []
one, two = Version(1), Version(2)
key = functools.cmp_to_key(lambda a, b: (a % 3) - (b % 3))
add = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=3)
show([
    lambda: renamed("other"), lambda: renamed(7),
    lambda: (one < two, one <= two, one > two, one >= two, two > one, one <= Version(1)), lambda: one < 3,
    lambda: Length("zz") < Length("a"), lambda: functools.total_ordering(type("Plain", (), {})),
    lambda: [c.__name__ for c in sorted([Second, First])], lambda: First > 1,
    lambda: [square(x) for x in (1, 2, 1, 3, 2, 1)], lambda: calls, lambda: square.cache_info(),
    lambda: square.cache_clear(), lambda: square.cache_info(), lambda: functools.lru_cache("x"),
    lambda: sorted([5, 3, 4, 1, 2], key=key), lambda: key(1) < 3,
    lambda: add(2), lambda: functools.partial(add, 5)(c=9), lambda: functools.partial(add, 5).args, lambda: functools.partial(3),
    lambda: functools.reduce(lambda a, b: a + b, [], 5), lambda: functools.reduce(lambda a, b: a + b, []),
    lambda: "a" + 1, lambda: 1 + "a", lambda: [1] + (1,), lambda: b"a" + "a", lambda: "a" * 1.5, lambda: 1.5 * "a",
    lambda: [1] * None, lambda: "a" - "b",
])
