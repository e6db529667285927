"""Code of a script that runs in the middle of what C code does; what is made meanwhile must stay"""
import functools
import itertools
import re
from collections import Counter, OrderedDict, defaultdict, namedtuple


def busy(value):
    made = [str(i) for i in range(3)]
    made = None
    other = {"a": [value]}
    return other["a"][0]


class Key:
    def __init__(self, name):
        self.name = busy(name)

    def __hash__(self):
        made = busy("h")
        return len(self.name)

    def __eq__(self, other):
        made = busy("e")
        return isinstance(other, Key) and self.name == other.name

    def __lt__(self, other):
        made = busy("l")
        return self.name < other.name

    def __repr__(self):
        made = busy("r")
        return "Key(" + repr(self.name) + ")"

    def __str__(self):
        made = busy("s")
        return "<" + self.name + ">"

    def __len__(self):
        made = busy("n")
        return len(self.name)

    def __bool__(self):
        made = busy("b")
        return self.name != "no"

    def __call__(self, *args):
        made = busy("c")
        return (self.name + "!",) + args

    def __getitem__(self, index):
        made = busy("i")
        if index > 2:
            raise IndexError("beyond " + str(index))
        return self.name + str(index)

    def __contains__(self, item):
        made = busy("in")
        return item == "x" + self.name

    def __add__(self, other):
        made = busy("+")
        return Key(self.name + str(other))

    def __radd__(self, other):
        made = busy("r+")
        return Key(str(other) + self.name)

    def __iadd__(self, other):
        made = busy("i+")
        self.name = self.name + "=" + str(other)
        return self

    def __format__(self, spec):
        made = busy("f")
        return "[" + spec + self.name + "]"

    def __getattr__(self, name):
        made = busy(name)
        if name.startswith("is_"):
            return name + "?"
        raise AttributeError(name + " of " + "Key")

    def __enter__(self):
        made = busy("enter")
        return Key(self.name + " inside")

    def __exit__(self, kind, value, trace):
        made = busy("exit")
        return kind is KeyError


def gen(*names):
    for name in names:
        made = busy(name)
        yield Key(name)
        made = busy(name)


def pairs(*names):
    for name in names:
        made = busy(name)
        yield (Key(name), [name + "1", name + "2"])


def text(key):
    made = busy("t")
    return str(key) + "."


print({Key("a"), Key("b"), Key("a")} == {Key("b"), Key("a")})
print(sorted({Key("a"), Key("b"), Key("c")}))
print({Key("k" + str(i)): ["v" + str(i)] for i in range(4)})
print({**{Key("m"): 1}, Key("n"): [2], **dict(pairs("o"))})
print(dict(pairs("a", "b")))
d = {Key("a"): ["old"]}
d.update(pairs("b", "a"))
print(d, d[Key("b")], d.get(Key("zz")), d.get(Key("zz"), text(Key("q"))), Key("a") in d)
print(d.setdefault(Key("s"), [text(Key("t"))]), d.pop(Key("a")), d.pop(Key("zz"), "none"), len(d))
del d[Key("b")]
print(d)
print(sorted(gen("c", "a", "b")), sorted(gen("c", "a", "b"), key=text, reverse=True))
items = [Key("z"), Key("y"), Key("x")]
items.sort()
print(items)
items.sort(key=lambda key: text(key), reverse=True)
print(items, items.index(Key("y")), items.count(Key("x")), Key("x") in items, Key("no") in items)
items.remove(Key("y"))
items.extend(gen("p", "q"))
items += gen("r")
print(items)
print(min(gen("b", "a")), max(gen("b", "a")), min(gen("b", "a"), key=text), max([Key("u"), Key("v")], key=lambda key: text(key)))
print(list(map(text, gen("a", "b"))), list(filter(None, gen("a", "no", "b"))), list(filter(lambda key: text(key) != "<b>.", gen("a", "b"))))
print(list(zip(gen("a", "b"), gen("c", "d"))), list(enumerate(gen("a", "b"), 1)))
print(sum(gen("a", "b"), "") if False else sum([Key("a"), Key("b")], Key("0")))
print(any(gen("no", "a")), all(gen("a", "no")), len(Key("four")), bool(Key("no")), not Key("no"))
print(tuple(gen("a", "b")), list(gen("a", "b")), [*gen("a"), *gen("b")], (*gen("a", "b"),))
print(", ".join(text(key) for key in gen("a", "b")), ", ".join(map(str, gen("c", "d"))))
print("%s %r %5s" % (Key("a"), Key("b"), Key("c")), f"{Key('a')} {Key('b')!r} {Key('c'):>9} {text(Key('d')):>{len(Key('twelve'))}}")
print("{} {!r} {:x}".format(Key("a"), Key("b"), Key("c")), "{k} {k!s}".format(k=Key("k")))
print(Key("call")(1, Key("arg")), Key("a") + Key("b"), "x" + Key("y"), Key("a")[1], "xa" in Key("a"))
k = Key("aug")
k += Key("more")
print(k, k.is_there, getattr(k, "missing", text(Key("default"))), hasattr(k, "nothing"))
with Key("w") as inner, Key("v") as other:
    print(inner, other)
    raise KeyError(text(Key("swallowed")))
a, *rest, z = gen("a", "b", "c", "d")
print(a, rest, z)


def takes(*args, **kwargs):
    made = busy("takes")
    return args, sorted(kwargs.items())


print(takes(*gen("a", "b"), *[text(Key("c"))], **{"k" + str(i): Key(str(i)) for i in range(2)}))
print(functools.reduce(lambda left, right: left + right, gen("a", "b", "c")))
print(functools.partial(takes, Key("p"), q=Key("q"))(Key("r")))
print(list(itertools.chain(gen("a"), gen("b"))), list(itertools.islice(gen("a", "b", "c"), 2)))
print(re.sub("[ab]", lambda match: text(Key(match.group(0))), "xaybz"))
print(Counter(text(key) for key in gen("a", "b", "a")), dict(OrderedDict(pairs("a"))))
factory = defaultdict(lambda: [text(Key("made"))])
factory[Key("one")].append(Key("two"))
print(dict(factory))
Point = namedtuple("Point", "x y")
print(Point(Key("x"), Key("y")), Point(*gen("a", "b"))._replace(x=Key("n")), Point(Key("x"), Key("y")) == Point(Key("x"), Key("y")))
print((Key("a"), [Key("b")]) == (Key("a"), [Key("b")]), (Key("a"), Key("b")) < (Key("a"), Key("c")), {(Key("t"), 1): "tuple"})
print(next(gen("first")), next(gen(), Key("default")), list(iter(gen("a", "b"))))
print([x for x in gen("a", "b") if x] + [y for x in gen("c", "d") for y in [x, text(x)]])
print(set(gen("a")) | set(gen("b")) == {Key("a"), Key("b")}, set(gen("a", "b")) - set(gen("b")), frozenset(gen("a")) & frozenset(gen("a")))


class Described:
    def __set_name__(self, owner, name):
        made = busy(name)
        self.name = name

    def __get__(self, instance, owner):
        made = busy("get")
        return Key("got " + self.name)


class Base:
    def __init_subclass__(cls, **kwargs):
        made = busy("subclass")
        cls.extra = [Key(name) for name in sorted(kwargs)]

    @property
    def own(self):
        made = busy("own")
        return Key("own")

    @classmethod
    def of(cls, *args):
        made = busy("of")
        return cls, args

    @staticmethod
    def plain(value):
        made = busy("plain")
        return [value]


def decorate(mark):
    made = busy(mark)

    def inner(thing):
        made = busy(mark)
        thing.marks = getattr(thing, "marks", []) + [Key(mark)]
        return thing

    return inner


@decorate("outer")
@decorate("inner")
class Derived(Base, first=1, second=2):
    field = Described()
    values = [text(key) for key in gen("in class")]

    @decorate("method")
    def method(self, value=text(Key("default value"))):
        return value, self.field, self.own


print(Derived.extra, Derived.marks, Derived.values, Derived().method(), Derived.method.marks, Derived.of(Key("c"))[1], Derived.plain(Key("s")))


class Raises(Exception):
    def __init__(self, key):
        made = busy("raises")
        super().__init__(text(key), Key("second"))

    def __str__(self):
        made = busy("str of raises")
        return "raised " + str(self.args[0])


try:
    try:
        raise Raises(Key("r"))
    except Raises as error:
        raise ValueError(text(Key("from"))) from error
except (TypeError, ValueError) as error:
    print(error)
finally:
    made = busy("finally")

match [Key("m"), {"k": Key("v")}]:
    case [Key(name=n), {"k": v, **others}] if text(v):
        print(n, v, others)

kept = also = {1, 2, 3}
also -= {1}
also &= {2, 9}
also ^= {7}
print(kept, also is kept)
kept = also = [Key("a")]
also *= 2
also += gen("b")
print(kept, also is kept)
kept = also = {"a": 1}
also |= {"b": Key("c")}
print(kept, also is kept)
kept = also = (1,)
also += (2,)
kept_set = frozenset({1})
other_set = kept_set
other_set |= {2}
print(kept, also, len(kept_set), len(other_set))
many, table = set(), {}
same = many
for i in range(2000):
    many |= {i}
    table |= {i: str(i)}
many |= many
many |= frozenset({Key("f")})
table |= table
print(len(many), len(table), same is many, Key("f") in same)
