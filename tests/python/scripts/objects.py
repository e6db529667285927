"""Generators, classes, patterns, and the library modules written in Python."""
import abc
import collections
import enum
import functools
import itertools
from collections import Counter, OrderedDict, defaultdict, namedtuple
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field, replace


# ---- generators ---------------------------------------------------------------


def numbers(limit):
    n = 0
    while n < limit:
        got = yield n
        if got:
            print("got", got)
            n = got
        n += 1
    else:
        yield "else"
    return "returned"


g = numbers(3)
print(next(g), next(g), g.send(1), next(g), next(g, "over"))


def nested():
    try:
        for i in range(2):
            if i:
                with nullcontext("entered") as name:
                    yield name
            else:
                yield "first"
    except ValueError as error:
        yield f"caught {error}"
        yield "still in the handler"
    finally:
        yield "finally"
        print("cleaned")


print(list(nested()))
g = nested()
print(next(g), g.throw(ValueError("x")), next(g), next(g), next(g, "over"))
g = nested()
next(g)
try:
    g.throw(KeyError("k"))
    print(next(g))
except KeyError as error:
    print("through", error)


def delegating():
    result = yield from numbers(2)
    print("result", result)
    got = yield from [10, 20]
    print(got)


print(list(delegating()))


def closing_down():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


g = closing_down()
print(next(g))
g.close()
print(list(g))


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(3)), sum(tree(4)), max(x for x in tree(2)))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(list(itertools.islice(fibonacci(), 10)), list(itertools.takewhile(lambda x: x < 20, fibonacci())))


def matched(values):
    for value in values:
        match value:
            case int(n) if n > 5:
                yield f"big {n}"
            case int():
                yield "int"
            case [x]:
                yield x
            case _:
                yield None


print(list(matched([7, 1, ["one"], "s"])))

try:
    next(iter(()))
except StopIteration as stop:
    print("stopped", stop.args)


# ---- classes ---------------------------------------------------------------------


class Base:
    registry = []

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        cls.registry.append((cls.__name__, options))

    def __init__(self, name):
        self._name = name

    @property
    def name(self):
        return self._name.title()

    @name.setter
    def name(self, value):
        self._name = value

    def hello(self):
        return f"I am {self.name}"

    def __eq__(self, other):
        return isinstance(other, Base) and self._name == other._name

    def __hash__(self):
        return hash_of(self._name)

    def __lt__(self, other):
        return self._name < other._name


def hash_of(text):
    return len(text)


class Left(Base, kind="left"):
    def hello(self):
        return "left: " + super().hello()


class Right(Base):
    def hello(self):
        return "right: " + super().hello()


class Both(Left, Right):
    def hello(self):
        return "both: " + super().hello()


b = Both("ann")
print(b.hello(), Base.registry, [c.__name__ for c in Both.__mro__])
b.name = "bob"
print(b.name, b == Both("bob"), b != Base("x"), sorted([Base("z"), Base("a")])[0].name, len({b, Both("bob")}))
try:
    b.missing
except AttributeError as error:
    print(error)


class Point:
    __match_args__ = ("x", "y")
    made = 0

    def __new__(cls, *args):
        cls.made += 1
        return super().__new__(cls)

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __iter__(self):
        yield self.x
        yield self.y

    def __len__(self):
        return 2

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, k):
        return Point(self.x * k, self.y * k)

    def __bool__(self):
        return self.x != 0

    def __getattr__(self, name):
        return f"no {name}"

    def __format__(self, spec):
        return f"<{self.x}|{self.y}|{spec}>"


p = Point(1, 2) + Point(3, 4)
print(p, p[0], list(p), len(p), 6 in p, 7 in p, p(2), bool(Point(0, 1)), p.colour, Point.made, f"{p:abc}")
x, y = p
print(x, y, *p)


class Words(list):
    def shout(self):
        return [w.upper() for w in self]


class Settings(dict):
    def __getattr__(self, name):
        return self[name]


words = Words(["a", "b"])
words.append("c")
print(words.shout(), len(words), words[1:], words == ["a", "b", "c"], isinstance(words, list))
settings = Settings(url="x", debug=True)
print(settings.url, settings["debug"], settings, {**settings}, "url" in settings)


class Name(str):
    def initials(self):
        return "".join(part[0] for part in self.split())


print(Name("ann lee").initials(), Name("x") + "y", Name("q").upper(), len(Name("abc")), f"{Name('z'):>3}", Name("k") == "k")


class Meta(type):
    def __init__(cls, name, bases, namespace):
        cls.tag = name.lower()

    def __len__(cls):
        return 42


class Tagged(metaclass=Meta):
    pass


class Child(Tagged):
    pass


print(Tagged.tag, Child.tag, len(Child))


class Abstract(abc.ABC):
    @abc.abstractmethod
    def run(self): ...


class Concrete(Abstract):
    def run(self):
        return "ran"


print(Concrete().run())


class Failure(Exception):
    def __init__(self, code, message="failed"):
        super().__init__(message)
        self.code = code


try:
    raise Failure(7)
except Failure as failure:
    print(failure, failure.code, repr(failure))

Dynamic = type("Dynamic", (Base,), {"extra": 5, "twice": lambda self: self.extra * 2})
print(Dynamic("d").twice(), Dynamic.__name__)


# ---- match -------------------------------------------------------------------------


def kind(value):
    match value:
        case None | True | False:
            return "singleton"
        case 0 | -1:
            return "small"
        case "a" | "b" as letter:
            return f"letter {letter}"
        case {"type": "column", "name": str(name), **rest}:
            return f"column {name} {sorted(rest)}"
        case Point(x=0, y=y):
            return f"on the axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case [first, *middle, last]:
            return f"{first}..{last} around {len(middle)}"
        case (single,):
            return f"only {single}"
        case []:
            return "empty"
        case Colour.RED:
            return "red"
        case float() | int():
            return "number"
        case str():
            return "text"
    return "nothing"


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


for value in [None, 0, -1, "b", {"type": "column", "name": "id", "x": 1}, Point(0, 3), Point(4, 4), [1, 2, 3], (9,), [],
              Colour.RED, 2.5, "zz", Point(1, 2), {"type": "column"}]:
    print(kind(value))


# ---- library modules ------------------------------------------------------------------


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = enum.auto()


class Mode(str, enum.Enum):
    READ = "r"
    WRITE = "w"

    @classmethod
    def default(cls):
        return cls.READ

    @property
    def long(self):
        return self.name.lower()


class Planet(enum.Enum):
    EARTH = (1, "blue")
    MARS = (2, "red")

    def __init__(self, order, colour):
        self.order = order
        self.colour = colour


print(Colour.RED, repr(Colour.GREEN), Colour("g").name, Colour["RED"].value, list(Colour), len(Colour), Colour.RED in Colour)
print(Size.LARGE + 1, Size.SMALL < Size.LARGE, f"{Size.LARGE}", Size(2).name, Mode.READ == "r", Mode.WRITE.upper())
print(Mode.default().long, str(Mode.READ), f"{Mode.READ}", Mode.READ.value, [m.value for m in Mode], {Mode.READ: 1}[Mode.READ])
print(Planet.MARS.colour, Planet((1, "blue")).order, Colour.__members__["RED"] is Colour.RED, Colour.RED is Colour("r"))
try:
    Colour("nope")
except ValueError as error:
    print(error)
print([m.name for m in enum.Enum("Made", "A B")], isinstance(Colour.RED, Colour), Colour.RED == "r", Colour.RED != Colour.GREEN)


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)

    def total(self, n):
        return self.price * n


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


print(Item("a"), Item("b", 2, tags=["t"]).total(3), Item("a") == Item("a"), asdict(Item("q", tags=[1])))
print(Version(1, 2) < Version(1, 3), replace(Version(1), minor=9), {Version(1): "v"}[Version(1)])
try:
    Version(1).major = 2
except AttributeError as error:
    print(error)
try:
    Item()
except TypeError:
    print("an argument is missing")


@contextmanager
def transaction(name):
    print("begin", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("rolled back", error)
    else:
        print("committed")
    finally:
        print("end")


with transaction("t1") as t:
    print(t)
with transaction("t2"):
    raise ValueError("bad")
try:
    with transaction("t3"):
        raise KeyError("k")
except KeyError:
    print("not swallowed")
with suppress(KeyError, IndexError), ExitStack() as stack:
    stack.callback(print, "called back")
    stack.enter_context(transaction("inner"))
    [][1]


class Closable:
    def close(self):
        print("close")


with closing(Closable()):
    pass

counts = defaultdict(list)
counts["a"].append(1)
counts["b"] += [2]
print(dict(counts), Counter("banana").most_common(2), dict(OrderedDict(a=1)), collections.deque([1, 2], maxlen=2))
Row = namedtuple("Row", "id name", defaults=["?"])
row = Row(1)
print(row, row.id, row[1], row._asdict(), row._replace(name="n"), Row(*[3, "x"]) == (3, "x"))
r_id, r_name = row
print(r_id, r_name, isinstance(row, tuple), Row._fields)

add = functools.partial(lambda a, b, c=0: a + b + c, 1, c=10)
print(add(2), functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(max, [3, 1], 2))


@functools.lru_cache(maxsize=None)
def slow(n):
    print("computing", n)
    return n * n


print(slow(3), slow(3), slow.__name__)


class Lazy:
    @functools.cached_property
    def value(self):
        print("once")
        return 5


lazy = Lazy()
print(lazy.value + lazy.value)


def logged(prefix):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(prefix, function.__name__, args, kwargs)
            return function(*args, **kwargs)

        return wrapper

    return decorate


@logged("->")
@logged("=>")
def target(a, /, b, *, c=3):
    return a + b + c


print(target(1, b=2), target.__name__)
print(list(itertools.chain("ab", [1])), list(itertools.chain.from_iterable([[1], [2, 3]])))
print(list(itertools.product("ab", repeat=2)), list(itertools.combinations("abc", 2)), list(itertools.permutations("ab")))
print([(k, list(v)) for k, v in itertools.groupby(sorted(["aa", "b", "cc", "d"], key=len), key=len)])
print(list(itertools.zip_longest("ab", "c", fillvalue="-")), list(itertools.accumulate([1, 2, 3])), list(itertools.pairwise("abc")))
print(list(itertools.islice("abcdef", 1, 5, 2)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.compress("abc", [1, 0, 1])))
print(divmod(7, 2), pow(2, 5), hex(255), bin(5), oct(8), format(3.14159, ".2f"), format("x", ">3"))


# ---- what object has, taken from it by name -------------------------------------


class Plain:
    __hash__ = object.__hash__


one, other = Plain(), Plain()
print(object.__hash__(one) == object.__hash__(one), object.__hash__(one) == object.__hash__(other))
print(object.__eq__(one, one), object.__eq__(one, other) is NotImplemented)
print(len({one: 1, other: 2}))


def annotated(a: int, b: "later", *, c: str = "x") -> list:
    return a


print(sorted(annotated.__annotations__), annotated.__annotations__["return"] is list)

from typing import Generic, TypeVar

T = TypeVar("T")


class Repository(Generic[T]):
    name = "repository"


class Users(Repository[int]):
    pass


print(Users.name, issubclass(Users, Repository))

import datetime


class Box:
    def __init__(self):
        self._held = 1

    @property
    def held(self):
        return self._held

    @held.deleter
    def held(self):
        self._held = None


print(Box().held, datetime.datetime.min < datetime.datetime(2000, 1, 1) < datetime.datetime.max)
print(datetime.date.max, datetime.date.min, datetime.time.max)
