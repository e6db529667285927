# What data migrations make of values: format specifications, bytes % values, JSON, digests, messages of errors.
import collections
import functools
import hashlib
import json


def tried(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


for value, form in [(5, "<05"), (5, "^05"), ("x", "<05"), ("x", ">05"), (5, "=05"), (5, " <05"), (-5, "=06,"), (1234, "=09,"),
                    (1.5, "<07.2f"), (1.0, "010,.0"), (1e20, "020,.3"), (5e-324, "012,"), (1e10, ",.3e"), (0xabcdef12, "_x"),
                    (1e16, "#"), (1.0, "#"), (1000.0, "#.3"), (5.0, "#.1"), (5.0, ".1"), (123456.0, "#.3"), (1e-7, "#"),
                    (255, "#010_x"), (float("inf"), "#.3"), (float("nan"), "#"), (True, "05")]:
    print(form, format(value, form))
for form in [" ,", "+,", "#,", "=,", ",d", "_", "+", "=5"]:
    tried(lambda: format("a", form))


class Packed:
    def __bytes__(self):
        return b"packed"


print(b"%s-%d" % (b"a", 5), b"%5s|%-5b|%.1s" % (b"a", b"b", b"cd"), b"%(k)s" % {b"k": b"v"}, b"%c%c" % (65, b"z"))
print(b"%a %r" % ("é", "x"), b"%x" % 255, b"%%" % (), b"%5.1f|" % 1.25, b"%05d" % 7, b"\xff%s\xfe" % (b"q",), b"%s" % Packed())
for given in [(b"%s", "a"), (b"%d", "a"), (b"%c", 300), (b"%c", "a"), (b"%s", ()), (b"a", 1), (b"%c", b"ab"), (b"a", b"b"),
              (b"%(a)s", {"a": 1}), (b"%(a)s", 5), (b"%f", "x"), (b"%s", None)]:
    tried(lambda: given[0] % given[1])
print(b"a %s".__mod__(b"b"))


class NotIterable:
    __iter__ = None


class Failing:
    def __iter__(self):
        raise TypeError("mine")


for container in [5, None, 1.5, NotIterable(), Failing(), len]:
    tried(lambda: 1 in container)

# JSON: encoders of scripts, circles, keys, surrogate pairs, errors with their place


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


class Compact(json.JSONEncoder):
    item_separator = ";"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.made = kwargs

    def encode(self, o):
        return "<" + super().encode(o) + ">"


print(json.dumps({"s": {2, 1}}, cls=Encoder), Encoder().encode([1]), Encoder(indent=1, sort_keys=True).encode({"b": 1, "a": []}))
print(json.dumps([1, "é"], cls=Compact), json.dumps([1, 2], cls=Compact, separators=(":", "=")), Compact().encode("text"))
print(json.JSONEncoder(default=str).encode(5j), sorted(Compact(indent=2).made), json.JSONEncoder(skipkeys=True).encode({(1,): 2, 1: 3}))
tried(lambda: json.dumps(object(), cls=Encoder))
circle = [1]
circle.append({"in": circle})
tried(lambda: json.dumps(circle))
same = [1]
print(json.dumps([same, same, {"a": same}]))
tried(lambda: json.dumps({1}, default=lambda value: value))
tried(lambda: json.dumps([1], nothing=1))
tried(lambda: json.dumps([1], separators=()))
print(json.dumps({(1, 2): 1}, skipkeys=True, indent=1), json.dumps({}, indent=1), json.dumps((), indent=1))
print(json.loads('"\\ud83d\\ude00x"'), json.JSONDecoder().decode(" [1] "), json.JSONDecoder().raw_decode("[1] rest"))
print(json.loads(b"\xef\xbb\xbf[1]"), json.JSONDecoder(object_hook=sorted).decode('{"b": 1, "a": 2}'))
for text in ["", "[1,\n 2", '{"a" 1}', "[1]x", '"\n"', "\ufeff[]", '{"é": nul}', "1 2"]:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(error, error.args, error.msg, error.pos, error.lineno, error.colno, error.doc == text)
tried(lambda: json.JSONDecoder().raw_decode(" [1]"))
tried(lambda: json.loads("[]", nothing=1))

# digests, named tuples, partial, properties, slots
for given in ["a", 5, None]:
    tried(lambda: hashlib.md5(given))
digest = hashlib.sha1(b"a")
tried(lambda: digest.update("b"))
digest.update(bytes(2))
print(digest.hexdigest())
Point = collections.namedtuple("Point", "x y")
tried(lambda: setattr(Point(1, 2), "x", 3))
tried(lambda: delattr(Point(1, 2), "x"))
print(functools.partial(int, "1", base=2), functools.partial(functools.partial(max, 1), 2))


class Sliced(functools.partial):
    pass


print(Sliced(int, 1, a=2))


def scope():
    class Fixed:
        @property
        def only(self):
            return 1

    tried(lambda: setattr(Fixed(), "only", 2))
    tried(lambda: delattr(Fixed(), "only"))


scope()


class Slotted:
    __slots__ = ("a",)


class Open(Slotted):
    pass


print(hasattr(Slotted(), "__dict__"), hasattr(Open(), "__dict__"))
tried(lambda: Slotted().__dict__)


def takes(a, c=0):
    return a, c


takes.__module__ = "somewhere"
tried(lambda: takes(1, **{"c": 1}, **{"c": 2}))
tried(lambda: takes(**{"c": 1}, c=2))
tried(lambda: takes(c=1, **{"c": 2}))
tried(lambda: takes(*5))
tried(lambda: takes(**5))
tried(lambda: dict(**{"a": 1}, **{"a": 2}))
tried(lambda: len(*None))
tried(lambda: [*5])
