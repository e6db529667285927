import dataclasses
import typing
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, make_dataclass, replace


def attempt(what):
    try:
        return what()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@dataclass(slots=True)
class Slotted:
    a: int
    b: str = "x"


def assign(thing, name, value):
    setattr(thing, name, value)
    return thing


print(Slotted(1), Slotted.__slots__, attempt(lambda: assign(Slotted(1), "c", 2)), Slotted(1) == Slotted(1))


@dataclass(slots=True, frozen=True, order=True)
class Both(object):
    a: int
    b: int = 2


print(Both(1) < Both(2), {Both(1): 1}[Both(1)], attempt(lambda: assign(Both(1), "a", 2)))


@dataclass(match_args=False)
class Unmatched:
    a: int


print(hasattr(Unmatched, "__match_args__"), Slotted.__match_args__)


@dataclass
class Kept:
    __match_args__ = ("b",)
    a: int
    b: int


print(Kept.__match_args__)


@dataclass(eq=True, frozen=True)
class Hashed:
    a: int
    b: list = field(hash=False, default_factory=list)
    c: int = field(compare=False, default=0)


print(hash(Hashed(1)) == hash(Hashed(1, [2], 3)), Hashed(1) == Hashed(1, [], 9), Hashed(1) == Hashed(1, [2]))


@dataclass(unsafe_hash=True)
class Unsafe:
    a: int


print(len({Unsafe(1), Unsafe(1), Unsafe(2)}), attempt(lambda: hash(Slotted(1))))
print(field(metadata={"k": 1}).metadata["k"], dict(field().metadata), attempt(lambda: field(default=1, default_factory=list)))


def mutable(default):
    @dataclass
    class Wrong:
        a: list = default

    return Wrong()


print(attempt(lambda: mutable([])), attempt(lambda: mutable({})), attempt(lambda: mutable(set())), mutable(()))


def ordered():
    @dataclass
    class Wrong:
        a: int = 1
        b: int

    return Wrong


print(attempt(ordered))
print(attempt(lambda: dataclass(order=True, eq=False)(type("X", (), {}))))
print(attempt(lambda: dataclass(order=True)(type("X", (), {"__lt__": lambda self, other: True}))))
print(attempt(lambda: dataclass(frozen=True)(type("X", (), {"__setattr__": None}))))
print(attempt(lambda: dataclass(unsafe_hash=True)(type("X", (), {"__hash__": lambda self: 1}))))
print(attempt(lambda: dataclass(weakref_slot=True)(type("X", (), {}))))
print(attempt(lambda: dataclass(frozen=True)(type("X", (Slotted,), {}))))
print(attempt(lambda: dataclass()(type("X", (Hashed,), {}))))
print(attempt(lambda: dataclass(type("X", (), {"a": field()}))))


@dataclass
class Named:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int = field(default=2, kw_only=False)


print(Named(5, 6), Named(1, b=3), attempt(lambda: Named(1, 2, 3)))


@dataclass
class Started:
    a: int
    start: InitVar[int]
    more: InitVar[str] = "m"
    total: int = field(init=False)
    shared: typing.ClassVar[int] = 4

    def __post_init__(self, start, more):
        self.total = self.a + start


print(Started(1, 2), [f.name for f in fields(Started)], asdict(Started(1, 2)), Started.shared, Started.more)
print(replace(Started(1, 2), start=5), attempt(lambda: replace(Started(1, 2))), attempt(lambda: replace(Started(1, 2), start=1, total=3)))


@dataclass
class Tree:
    name: str
    below: list = field(default_factory=list)
    by_name: dict = field(default_factory=dict)


tree = Tree("a", [Tree("b")], {"c": (Tree("d"), 1)})
print(asdict(tree), astuple(tree))
print(asdict(Tree("a"), dict_factory=lambda pairs: [k for k, v in pairs]), astuple(Tree("a"), tuple_factory=list))
copied = asdict(tree)
copied["below"].append(1)
print(len(tree.below), attempt(lambda: asdict(Tree)), attempt(lambda: fields(int)), attempt(lambda: replace(1)))
tree.below.append(tree)
print(tree)
Point = make_dataclass("Point", ["x", ("y", int), ("z", int, 3)], frozen=True, namespace={"sum": lambda self: self.y + self.z})
print(Point(1, 2), Point(1, 2).sum(), attempt(lambda: make_dataclass("P", ["a", "a"])), attempt(lambda: make_dataclass("P", ["1a"])))
print(dataclasses.is_dataclass(Point), dataclasses.is_dataclass(Point(1, 2)), dataclasses.is_dataclass(1))
print(InitVar[int], Slotted.__dataclass_params__, type(Slotted.__dataclass_fields__["a"]).__name__)


class Base:
    limit: int = 3


@dataclass
class Derived(Base):
    limit: int = 5
    other: str = "o"


@dataclass
class Further(Derived):
    limit: int = 7


print(Derived(), Further(other="p"), list.__hash__, dict.__hash__, set.__hash__)


@dataclass(frozen=True)
class Frozen:
    a: int


class Free(Frozen):
    pass


free = Free(1)
free.b = 2
print(free.b, attempt(lambda: assign(free, "a", 2)))
