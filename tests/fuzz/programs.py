"""Random programs under limbeck and under this Python: the same value, or the same exception and message.

usage: programs.py LIMBECK [COUNT [SEED [--calls]]]

A program is a function of a few statements; some hundred are one migration, which tells each result with op.execute().
What limbeck refuses by name is counted apart, and the programs behind it are run again without it. Ends with status 1
if a result differs, which is printed with its program. With --calls half of the programs are calls of any method and
function, most with arguments that do not fit: a search for exceptions and messages of another wording.
"""
import datetime
import decimal
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import types
import warnings

HEAD = '''import base64, bisect, calendar, collections, contextlib, copy, dataclasses, datetime, decimal, enum, fnmatch, functools, heapq
import hashlib, ipaddress, itertools, json, math, operator, re, string, textwrap, urllib.parse, uuid
from alembic import op
revision = "r1"
down_revision = None
def _show(value):
    if type(value) in (set, frozenset): return "set(%s)" % sorted(_show(item) for item in value)
    if type(value) in (list, tuple): return "%s%s" % (type(value).__name__, [_show(item) for item in value])
    if type(value) is dict: return "dict%s" % [(_show(key), _show(item)) for key, item in value.items()]
    if hasattr(type(value), "__next__"): return type(value).__name__ + str([_show(item) for item in itertools.islice(value, 9)])
    return type(value).__name__ + ":" + repr(value)
def _try(function):
    try: return _show(function())
    except Exception as error: return "%s: %s" % (type(error).__name__, error)
class _Shade(enum.Enum):
    dark = 1
    light = "l"
class _Bits(enum.IntFlag):
    one = 1
    four = 4
_Point = collections.namedtuple("_Point", "x y", defaults=[2])
@dataclasses.dataclass(order=True)
class _Pair:
    a: int = 1
    b: str = "x"
def _run(number, program):
    try: text = "V " + _show(program())
    except Exception as error: text = "E " + type(error).__name__ + ": " + str(error)
    op.execute("X %d %s" % (number, "_".join(str(ord(letter)) for letter in text)))
'''
ENV = '''from alembic import context
context.configure(url="postgresql://x/y", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
'''
TEXTS = ["", "a", "Ab", "hello world", " pad\t", "x,y,,z", "Äöü ß", "日本", "😀x", "a\nb\r\nc", "%s", "{}", "-5", "1.5", "0x1F", "1_000", "it's", 'q"q', "aaa", "snake_case", "a.b.c", "\\n", "True", "1e5", "nan", "2021-03-04", "00:30", "abcabcabc"]
WHOLES = [0, 1, -1, 2, 3, 7, 10, -3, 16, 255, 1000, 65, 97, 2**31, -(2**31), 2**53, 2**63 - 1, -(2**63), 2**63, 10**20, 5, 12]
REALS = ["0.0", "-0.0", "1.0", "0.1", "-1.5", "2.5", "3.5", "0.5", "1e16", "1e22", "1e-5", "1/3", "1e100", "float('inf')", "float('nan')", "2.675", "123456.789", "5e-324"]
PATTERNS = ["a", "[a-c]+", r"\\d+", r"(\\w)(\\w)?", "^a|b$", "(?P<n>[a-z]+)", r"\\s*,\\s*", "x*", "(a)|(b)", r"(?i)AB", r"\\bb", "a{2,3}?", "[^a-z]", r"(.)\\1"]
KINDS = ["int", "float", "str", "bool", "list", "tuple", "dict", "set", "bytes", "decimal", "date", "moment", "delta", "none"]


MAX_MEMORY = 4 << 30  # of this program, in bytes
IN_ONE, MAX_SECONDS = 300, 2


class Maker:
    """Makes expressions of a kind and statements; `known` are the variables by kind."""

    def __init__(self, seed, calls=False):
        self.random = random.Random(seed)
        self.calls = calls
        self.known = {}
        self.names = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def name(self, kind=None):
        self.names += 1
        name = f"v{self.names}"
        if kind:
            self.known.setdefault(kind, []).append(name)
        return name

    def kind(self):
        return self.pick(*KINDS)

    def any(self, depth):
        return self.of(self.kind(), depth)

    def of(self, kind, depth):
        known = self.known.get(kind)
        if known and self.random.random() < 0.4:
            return self.pick(*known)
        if depth <= 0 or self.random.random() < 0.15:
            return self.plain(kind)
        if self.random.random() < 0.04:
            return f"({self.of(kind, depth - 1)} if {self.of('bool', depth - 1)} else {self.of(kind, depth - 1)})"
        template = self.pick(*TEMPLATES.get(kind, ["@" + kind]))
        return self.fill(template, depth - 1)

    def plain(self, kind):
        some = lambda of, count=3: ", ".join(self.plain(of) for _ in range(self.random.randrange(count + 1)))
        item = self.pick("int", "str", "float", "bool", "none")
        return {
            "int": lambda: f"({self.pick(*WHOLES)})",
            "small": lambda: str(self.pick(0, 1, 2, 3, -1, -2, 4, 5)),
            "float": lambda: f"({self.pick(*REALS)})",
            "str": lambda: repr(self.pick(*TEXTS)),
            "bool": lambda: self.pick("True", "False"),
            "bytes": lambda: self.pick("b''", "b'ab'", "b'\\x00\\xff'", "b'a,b'", "bytes([1, 2])"),
            "list": lambda: f"[{some(item)}]",
            "tuple": lambda: f"({some(item, 2)}{', 1' if self.random.random() < 0.5 else ''},)" if self.random.random() < 0.9 else "()",
            "dict": lambda: "{" + ", ".join(f"{self.plain(self.pick('str', 'int'))}: {self.plain(item)}" for _ in range(self.random.randrange(4))) + "}",
            "set": lambda: "{" + ", ".join(str(self.random.randrange(9)) for _ in range(self.random.randrange(1, 4))) + "}",
            "decimal": lambda: f"decimal.Decimal({self.pick('0', '1.10', '-2.5', '1E+3', '0.001', '123.456', '7')!r})",
            "date": lambda: f"datetime.date({self.pick(1, 1999, 2020, 2024, 9999)}, {self.pick(1, 2, 12)}, {self.pick(1, 28, 29, 31)})",
            "moment": lambda: f"datetime.datetime({self.pick(1970, 2020, 2024)}, {self.pick(1, 2, 12)}, {self.pick(1, 28, 29)}, {self.pick(0, 13, 23)}, {self.pick(0, 59)}, {self.pick(0, 7)}, {self.pick(0, 120, 999999)})",
            "delta": lambda: f"datetime.timedelta({self.pick('1', 'days=-1, seconds=5', 'hours=25', 'microseconds=1', 'weeks=2, minutes=-3')})",
            "none": lambda: "None",
            "pattern": lambda: self.pick(*[f"r'{pattern}'" for pattern in [p.replace('\\\\', '\\') for p in PATTERNS]]),
            "spec": lambda: repr(self.pick("", "5", "<6", ">8", "^7", "*^9", "08", "+", ",", ".2f", "e", "g", "%", "x", "#b", "s", ".3", "_", "10.3f", "+.1e", "=6", "d", "n")),
            "spot": lambda: self.pick("%s", "%r", "%d", "%5.1f", "%x", "%-6s|", "%05d", "%e", "%c", "%+d", "%%%s", "%.2s", "%g"),
        }[kind]()

    def fill(self, template, depth):
        """@kind is an expression of the kind, @@kind a plain one."""
        known = set(KINDS) | {"any", "small", "pattern", "spec", "spot"}

        def expression(found):
            kind = found[2]
            if kind not in known:
                return found[0]
            if kind == "any":
                return self.any(depth)
            return self.plain(kind) if found[1] == "@@" or kind not in KINDS else self.of(kind, depth)

        return re.sub(r"(@@?)([a-z]+)", expression, template)

    def argument(self):
        if self.random.random() < 0.2:
            return self.pick(*RECEIVERS[self.pick(*RECEIVERS)])
        if self.random.random() < 0.1:
            return self.pick(*CALLABLES)
        return self.plain("small") if self.random.random() < 0.2 else self.plain(self.kind())

    def call(self):
        """A call of any method or function; most of its arguments do not fit."""
        if self.random.random() < 0.55:
            kind = self.pick(*RECEIVERS)
            function = f"{self.pick(*RECEIVERS[kind])}.{self.pick(*METHODS_OF[kind])}"
            like = lambda: self.pick(*RECEIVERS[kind]) if self.random.random() < 0.5 else self.argument()
        else:
            function, like = self.pick(*FUNCTIONS), self.argument
        arguments = [like() for _ in range(self.pick(0, 1, 1, 1, 2, 2, 3))]
        if self.random.random() < 0.08:
            arguments.append(f"{self.pick(*KEYWORDS)}={self.argument()}")
        return f"{function}({', '.join(arguments)})"

    def operation(self):
        one, other = self.argument(), self.argument()
        if self.random.random() < 0.4:
            other = self.pick(*RECEIVERS[self.pick(*RECEIVERS)])
        return self.pick(f"{one} {self.pick(*OPERATORS)} {other}", f"{one}[{other}]", f"{one}[{self.slice()}]", f"format({one}, {self.spec()})",
                         f"f'{{{one}!r:{self.pick('', '>9', '^12', '.3', '<4')}}}'", f"{self.plain('str')} % {one}", f"'{self.pick('%', '%', '%-', '%+', '%#', '%0', '% ')}{self.pick('', '5', '.2', '8.3', '*')}{self.pick(*'diouxXeEfFgGcrsa%')}' % {self.pick(one, '(' + one + ', ' + other + ')')}",
                         f"'{self.pick('{}', '{0}', '{:>8}', '{!r}', '{0.real}', '{0[0]}', '{x}', '{:{}}', '{0!s:^9}', '{{}}{}', '{:', '}', '{!x}', '{0.}', '{a.b}')}'.format({one}, {other})",
                         f"{self.pick(*'+-~')}{one}", f"not {one}", f"{self.pick('list', 'tuple', 'dict', 'set', 'sorted', 'str', 'repr', 'bytes', 'len', 'sum', 'max', 'int', 'float', 'bool', 'abs', 'complex', 'hash', 'iter', 'reversed')}({one})",
                         f"[*{one}]", f"{{**{one}}}", f"{one}.{self.pick('real', 'imag', 'x', 'year', 'value', 'name', 'start', 'args', 'days', 'hour', 'numerator', 'maxlen', 'hex', 'fields', 'pattern', 'string', 'tzinfo', '__class__.__name__', '__name__', '__doc__.x')}",
                         f"[{self.random.choice(['x', 'i', '(i, x)'])} for i, x in enumerate({one}) if {self.pick('i', 'x', 'not i', 'True')}]", f"{one} < {one} <= {other}", f"isinstance({one}, type({other}))")

    def slice(self):
        return ":".join(self.pick("", "0", "1", "-1", "2", "-3", "5", "None", "10**20", "'a'", "True", "1.5") for _ in range(self.pick(2, 3)))

    def spec(self):
        fill, align, sign, width, point, kind = self.pick("", "", "*", "0"), self.pick("", "<", ">", "^", "="), self.pick("", "", "+", "-", " "), self.pick("", "", "5", "12", "012", "3,", "9_"), self.pick("", "", ".0", ".2", ".12"), self.pick("", *"bcdeEfFgGnosxX%z")
        return repr((fill if align else "") + align + sign + self.pick("", "", "#", "z") + width + point + kind)

    def statements(self, depth, count):
        lines = []
        for _ in range(count):
            lines += self.statement(depth)
        return lines

    def inside(self, lines):
        return ["    " + line for line in lines]

    def block(self, depth):
        """Statements that may not run: their variables are not known afterwards."""
        known = {kind: list(names) for kind, names in self.known.items()}
        lines = self.statements(depth - 1, self.random.randrange(1, 3))
        self.known = known
        return self.inside(lines)

    def assignment(self, depth):
        kind = self.kind()
        value = self.of(kind, depth)
        return [f"{self.name(kind)} = {value}"]

    def statement(self, depth):
        if depth <= 0 or self.random.random() < 0.45:
            return self.assignment(2)
        return getattr(self, "make_" + self.pick(*SHAPES))(depth)

    def make_change(self, depth):
        kind = self.pick(*[kind for kind in self.known if self.known[kind]] or ["none"])
        if kind not in CHANGES or not self.known.get(kind):
            return self.assignment(2)
        return [self.fill(self.pick(*CHANGES[kind]).replace("$", self.pick(*self.known[kind])), 1)]

    def make_if(self, depth):
        lines = [f"if {self.of('bool', 2)}:"] + self.block(depth)
        return lines + (["else:"] + self.block(depth) if self.random.random() < 0.4 else [])

    def make_for(self, depth):
        total = self.name()
        item = self.name()
        source = self.fill(self.pick("range(@@small)", "@list", "@str", "enumerate(@list)", "sorted(@set)", "@dict", "zip(@list, @str)", "@dict.items()", "reversed(@list)"), 1)
        lines = [f"{total} = []", f"for {item} in {source}:", f"    {total}.append({item})"]
        if self.random.random() < 0.4:
            lines += [f"    if len({total}) > {self.pick(0, 1, 2)}: {self.pick('break', 'continue')}"] + self.block(depth)
        if self.random.random() < 0.2:
            lines += ["else:", f"    {total}.append('else')"]
        self.known.setdefault("list", []).append(total)
        return lines

    def make_try(self, depth):
        seen = self.name()
        kinds = self.pick("Exception", "(ValueError, TypeError)", "KeyError", "IndexError", "ZeroDivisionError", "ArithmeticError", "AttributeError")
        lines = [f"{seen} = 'none'", "try:"] + self.block(depth)
        lines += [f"except {kinds} as error:", f"    {seen} = type(error).__name__ + ' ' + str(error) + repr(error.args)"]
        if self.random.random() < 0.3:
            lines += ["else:", f"    {seen} = 'else'"]
        if self.random.random() < 0.3:
            lines += ["finally:", f"    {seen} += ' finally'"]
        self.known.setdefault("str", []).append(seen)
        return lines

    def make_function(self, depth):
        function = self.name()
        kind = self.kind()
        known, self.known = self.known, {"int": ["a"], "any": ["b"]}
        body = self.inside(self.statements(depth - 1, self.random.randrange(2)) + [f"return {self.of(kind, 2)}"])
        self.known = known
        head = self.pick("a, b=2", "a, *b", "a, /, b=1", "a, *, b=3", "a=1, **b", "a: int = 5, b: str = 'x'")
        call = self.fill(self.pick("1", "1, 2", "@int, b=@any", "a=@int", "*@list", "1, 2, 3", "**{'a': 1}", ""), 1)
        return [f"def {function}({head}):"] + body + [f"{self.name(kind)} = {function}({call})"]

    def make_generator(self, depth):
        function = self.name()
        lines = [f"def {function}(n):", "    for i in range(n):", f"        {self.pick('yield i', 'yield i * i', 'got = yield i', 'yield str(i)', 'yield from [i, i]')}"]
        if self.random.random() < 0.4:
            lines.append("    return n")
        use = self.pick("list({}(3))", "next({}(@@small))", "sum({}(4))", "tuple(itertools.islice({}(9), 2))", "[*{}(2), *{}(1)]", "dict(zip({}(3), 'abc'))", "','.join({}(3))").replace("{}", function)
        return lines + [f"{self.name()} = {self.fill(use, 1)}", f"{self.name('list')} = list({function}(2))"]

    def make_class(self, depth):
        made = self.name().upper()
        base, first = self.pick(("", "0"), ("(int)", "3"), ("(str)", "'s'"), ("(dict)", "{}"), ("(list)", "[1]"), ("(Exception)", "'m'"), ("", "0"))
        known, self.known = self.known, {}
        lines = [f"class {made}{base}:", f"    shared = {self.any(1)}"]
        if not base:
            lines += ["    def __init__(self, x=1):", "        self.x = x"]
        lines += self.inside(self.pick(*METHODS).split("\n"))
        lines += self.inside(self.pick(*METHODS).split("\n"))
        self.known = known
        uses = ["repr({0})", "str({0})", "{0} == {0}", "{0} + 1", "len({0})", "bool({0})", "[*{0}]", "{0}[0]", "{0} < 2", "f'{{{0}!s:>5}}'", "{0}.x", "{0}.nothing", "{0}.shared", "isinstance({0}, (int, str))", "{0}.p", "{0}.m(2)", "sorted([{0}, {0}]) == [{0}]", "{0}()", "hasattr({0}, 'p')", "vars({0}) if 0 else 1", "{0} in [1, {0}]", "{0}.__class__.__name__", "[c.__name__ for c in type({0}).__mro__]"]
        lines.append(f"{made.lower()}o = {made}({self.pick(first, first, '')})")
        for use in self.random.sample(uses, 3):
            target = self.name()
            lines += [f"try: {target} = {use.format(made.lower() + 'o')}", f"except Exception as error: {target} = type(error).__name__ + ': ' + str(error)"]
            self.known.setdefault("any", []).append(target)
        return lines

    def make_data(self, depth):
        made = self.name().upper()
        options = self.pick("", "(order=True)", "(frozen=True)", "(eq=False)", "(kw_only=True)")
        call = self.pick("1", "1, 'z'", "a=2", "b='q'", "1, 2, 3", "2, b=None", "")
        lines = [f"@dataclasses.dataclass{options}", f"class {made}:", "    a: int", "    b: str = 'd'", "    c: list = dataclasses.field(default_factory=list)", f"{made.lower()}o = {made}({call})"]
        use = self.pick("repr({0})", "dataclasses.asdict({0})", "dataclasses.astuple({0})", "{0} == {0}", "dataclasses.replace({0}, a=5).a", "{0} < {0}", "setattr({0}, 'a', 9)", "[f.name for f in dataclasses.fields({0})]")
        return lines + [f"{self.name('any')} = {use.format(made.lower() + 'o')}"]

    def make_enum(self, depth):
        made = self.name().upper()
        base, values = self.pick(("enum.Enum", ("1", "2")), ("enum.IntEnum", ("1", "3")), ("str, enum.Enum", ("'a'", "'b'")), ("enum.StrEnum", ("'x'", "enum.auto()")), ("enum.Flag", ("enum.auto()", "enum.auto()")), ("enum.IntFlag", ("1", "4")), ("enum.Enum", ("enum.auto()", "'s'")), ("enum.Enum", ("1", "1")))
        lines = [f"class {made}({base}):", f"    P = {values[0]}", f"    Q = {values[1]}"]
        use = self.pick("list({0})", "{0}.P", "{0}(1)", "{0}['Q']", "{0}['Z']", "{0}.Z", "str({0}.Q)", "f'{{{0}.P}}'", "{0}.P == 1", "{0}.P.value", "{0}('a')", "{0}.P | {0}.Q", "{0}.P < {0}.Q", "len({0})", "repr({0})", "json.dumps({0}.P)", "{0}.P in {0}", "{{{0}.P: 1}}[{0}.Q]", "{0}(3)", "~{0}.P", "[m.name for m in {0}]", "{0}.P.name.lower()", "'%s %d' % ({0}.P, {0}.Q)", "isinstance({0}.P, int)", "setattr({0}, 'P', 4)")
        return lines + [f"{self.name()} = repr({use.format(made)})"]

    def make_with(self, depth):
        made = self.name()
        swallow = self.pick("True", "False", "None")
        log = self.name()
        lines = [f"{log} = []", f"class {made.upper()}:", f"    def __enter__(self): {log}.append('in'); return 5", f"    def __exit__(self, kind, value, trace): {log}.append(kind and kind.__name__); return {swallow}", f"with {made.upper()}() as {made}:"]
        return lines + self.block(depth) + [f"{log}.append({made})"]

    def make_match(self, depth):
        found = self.name()
        subject = self.any(1)
        cases = self.random.sample(["1 | 2", "int()", "str() as s", "[]", "[x, *rest]", "(x, y)", "{'a': x}", "None", "[1, _]", "float() | bool()", "{**rest}", "True", "'a'"], 3)
        lines = [f"match {subject}:"]
        for number, case in enumerate(cases):
            lines += [f"    case {case}{self.pick('', ' if True', '')}:", f"        {found} = {number}"]
        return lines + ["    case _:", f"        {found} = 'other'"]

    def make_unpack(self, depth):
        names = [self.name(), self.name()]
        target = self.pick("{0}, {1}", "{0}, *{1}", "*{0}, {1}", "[{0}, {1}]", "({0}, ({1}, _))")
        return [f"{target.format(*names)} = {self.fill(self.pick('@list', '@tuple', '@str', '(1, 2)', '[1, (2, 3)]', '@dict'), 1)}"]

    def make_raise(self, depth):
        return [f"if {self.of('bool', 1)}: raise {self.pick('ValueError', 'KeyError', 'RuntimeError', 'IndexError', 'LookupError')}({self.any(1)})"]

    def program(self):
        self.known = {}
        self.names = 0
        if self.calls and self.random.random() < 0.5:
            return [f"v{number} = _try(lambda: {self.pick(self.call, self.call, self.operation)()})" for number in range(4)] + ["return v0, v1, v2, v3"]
        lines = self.statements(3, self.random.randrange(1, 6))
        shown = [name for names in self.known.values() for name in names]
        return lines + [f"return ({''.join(name + ', ' for name in shown[-6:])})"] if shown else lines + ["return ()"]


SHAPES = ["change", "change", "if", "for", "try", "try", "function", "generator", "class", "class", "data", "enum", "with", "match", "unpack", "raise"]
METHODS = [
    "def m(self, n): return n * 2",
    "def __repr__(self): return 'R'",
    "def __str__(self): return 'S' + super().__str__()",
    "@property\ndef p(self): return 'p'",
    "def __len__(self): return 2",
    "def __eq__(self, other): return True",
    "def __lt__(self, other): return False",
    "def __getattr__(self, name): return 'got ' + name",
    "def __add__(self, other): return ('add', other)",
    "def __iter__(self): yield 1; yield 2",
    "@staticmethod\ndef m(n): return [n]",
    "@classmethod\ndef m(cls, n): return cls.__name__, n",
    "def __getitem__(self, at): return ('item', at, [0, 1, 2][at])",
    "def __bool__(self): return False",
    "def __call__(self, *args, **kw): return args, kw",
    "def __contains__(self, item): return item == 1",
    "def __format__(self, spec): return 'F' + spec",
    "__slots__ = ()",
    "def __setattr__(self, name, value): super().__setattr__(name, value)",
    "def __hash__(self): return 7",
    "@functools.cached_property\ndef p(self): return [1]",
]
CHANGES = {
    "int": ["$ += @int", "$ -= 1", "$ *= @@small", "$ //= @int", "$ %= @int", "$ **= 2", "$ <<= 3", "$ |= @int", "$ ^= 5"],
    "float": ["$ += @float", "$ /= @float", "$ *= 2", "$ //= @float"],
    "str": ["$ += @str", "$ *= @@small", "$ %= @int"],
    "list": ["$.append(@any)", "$.extend(@list)", "$.insert(@@small, @any)", "$.pop(@@small)", "$.remove(@any)", "$.sort()", "$.reverse()", "$[@@small] = @any", "$[@@small:@@small] = @list", "del $[@@small]", "$ += @tuple", "$ *= 2", "$.clear()", "$[::2] = @list", "$.sort(key=str, reverse=True)"],
    "dict": ["$[@str] = @any", "$.update(@dict)", "del $[@str]", "$.pop(@str)", "$.pop(@str, None)", "$.setdefault(@str, @any)", "$ |= @dict", "$.popitem()", "$.clear()", "$.update(a=1)"],
    "set": ["$.add(@@small)", "$ |= @set", "$ -= @set", "$.discard(1)", "$.remove(@@small)", "$ ^= @set", "$ &= {1, 2}"],
    "decimal": ["$ += @decimal", "$ *= 2", "$ /= 3"],
    "date": ["$ += @delta", "$ -= @delta"],
    "moment": ["$ += @delta", "$ = $.replace(hour=@@small)"],
    "delta": ["$ *= @@small", "$ += @delta", "$ //= 2"],
    "bytes": ["$ += @bytes", "$ *= 2"],
    "tuple": ["$ += @tuple", "$ *= 2"],
}
TEMPLATES = {
    "int": ["(@int + @int)", "(@int - @int)", "(@int * @@small)", "(@int // @int)", "(@int % @int)", "(@int & @int)", "(@int >> @@small)", "(-@int)", "(~@int)", "len(@list)", "len(@str)", "len(@dict)", "@str.find(@str)", "@str.index(@str)", "@str.count(@str)", "int(@str)", "int(@float)", "int(@str, @@small)", "abs(@int)", "round(@float)", "sum(@list)", "max(@list)", "min(@list, default=3)", "ord(@str)", "@list.index(@any)", "@list[@@small]", "divmod(@int, @int)[0]", "@int.bit_length()", "pow(@int, @@small, 7)", "math.floor(@float)", "math.ceil(@float)", "math.gcd(@int, @int)", "math.isqrt(@int)", "@date.weekday()", "@moment.year", "@delta.days", "(@date - @date).days", "functools.reduce(operator.add, @list)", "int.from_bytes(@bytes, 'big')", "hash(@int)", "@bytes[@@small]", "(@int if @any else @int)", "(@int or @int)", "len({*@list})", "bool(@any) + 1", "@str.__len__()", "int(@decimal)", "math.comb(5, @@small)", "@tuple.count(@any)", "@date.toordinal()"],
    "float": ["(@float + @float)", "(@float * @float)", "(@float / @float)", "(@int / @int)", "(@float // @float)", "(@float % @float)", "(@float ** @@small)", "float(@str)", "float(@int)", "round(@float, @@small)", "abs(@float)", "math.sqrt(@float)", "math.fsum(@list)", "math.hypot(3, @float)", "math.log(@float)", "@delta.total_seconds()", "sum(@list, 0.0)", "float(@decimal)", "math.fmod(@float, @float)", "(@delta / @delta)", "math.copysign(1, @float)", "json.loads('1.50')", "max(@float, float(@int))", "math.pow(@float, @@small)"],
    "bool": ["(@int < @int)", "(@float == @int)", "(@str in @str)", "(@any == @any)", "(@any in @list)", "(not @any)", "bool(@any)", "@str.isdigit()", "@str.isalpha()", "@str.startswith(@str)", "@str.endswith((@str, @str))", "any(@list)", "all(@list)", "isinstance(@any, (int, str))", "(@list < @list)", "(@set <= @set)", "(@date < @date)", "(@decimal > @int)", "(@int < @int <= @int)", "@float.is_integer()", "@str.isidentifier()", "(@any is None)", "callable(@any)", "(@str in @dict)", "math.isnan(@float)", "math.isclose(@float, @float)", "bool(re.match(@pattern, @str))", "(@bool ^ @bool)", "issubclass(bool, int)", "@set.isdisjoint(@list)", "(@tuple == @tuple)", "@str.istitle()", "(@any != @any)", "(@str < @any)"],
    "str": ["(@str + @str)", "(@str * @@small)", "@str[@@small]", "@str[@@small:]", "@str[::-1]", "@str[@@small:@@small:2]", "@str.upper()", "@str.title()", "@str.capitalize()", "@str.swapcase()", "@str.strip()", "@str.strip(@str)", "@str.replace(@str, @str)", "@str.replace(@str, @str, 1)", "@str.join([@str, @str])", "@str.join(@list)", "str(@any)", "repr(@any)", "@str.center(9, '*')", "@str.zfill(@@small)", "format(@int, @spec)", "format(@float, @spec)", "format(@str, @spec)", "format(@decimal, @spec)", "('@spot' % @any)", "('@spot' % (@any,))", "('@spot @spot' % (@any, @any))", "('%(a)s %(b)s' % @dict)", "'{} {}'.format(@any, @any)", "'{0!r:>8}{1}'.format(@any, @int)", "'{a[0]}'.format(a=@list)", "f'{@@int!r:>12}|{@@float:.3g}'", "f'{@@list}{@@str=}'.lower()", "chr(@int)", "hex(@int)", "bin(@int)", "@str.partition(@str)[2]", "@str.removeprefix(@str)", "json.dumps(@any)", "json.dumps(@dict, indent=1)", "json.dumps(@list, separators=(',', ':'))", "@date.isoformat()", "@moment.isoformat()", "@date.strftime('%Y/%m/%d %j')", "@moment.strftime('%H:%M %p')", "str(@delta)", "repr(@moment)", "re.sub(@pattern, @str, @str)", "re.sub(@pattern, lambda m: m.group()[::-1], @str)", "re.escape(@str)", "@bytes.decode()", "@bytes.decode('latin-1')", "@bytes.hex()", "ascii(@str)", "type(@any).__name__", "textwrap.dedent(@str)", "textwrap.shorten(@str, 8)", "@str.expandtabs(4)", "@str.casefold()", "str(@bytes, 'ascii')", "max(@str, @str, key=len)", "@str.translate({97: 'X', 98: None})", "@str.ljust(6) + '|'", "str(@decimal.quantize(decimal.Decimal('0.01')))", "@list[@@small]", "@dict[@str]", "@dict.get(@str, 'no')"],
    "list": ["[@any, @any]", "(@list + @list)", "(@list * 2)", "@list[@@small:]", "@list[::-1]", "sorted(@list)", "sorted(@list, key=str)", "list(@str)", "list(@dict)", "list(@dict.items())", "list(@tuple)", "[x for x in @list]", "[x for x in @list if x]", "[x * 2 for x in @list]", "[(i, x) for i, x in enumerate(@str)]", "[y for x in [@list, @list] for y in x]", "@str.split(@str)", "@str.split()", "@str.rsplit(',', 1)", "@str.splitlines(True)", "list(map(str, @list))", "list(filter(None, @list))", "list(zip(@list, @str))", "list(range(@@small, @int, 3)[:5])", "list(reversed(@list))", "re.findall(@pattern, @str)", "re.split(@pattern, @str)", "[m.span() for m in re.finditer(@pattern, @str)]", "json.loads(json.dumps(@list))", "list(itertools.chain(@list, @str))", "[list(g) for k, g in itertools.groupby(@str)]", "list(itertools.accumulate(@list))", "collections.Counter(@str).most_common(2)", "[*@list, *@tuple]", "list(itertools.product('ab', @list))[:4]", "list(itertools.combinations(@list, 2))", "textwrap.wrap(@str, 5)", "sorted(@set, reverse=True)", "list(@bytes)", "[*map(int, @str)]", "sorted(@dict.items(), key=operator.itemgetter(0))", "@list.copy()", "[(lambda q: q)(x) for x in @list]"],
    "tuple": ["(@any, @any)", "tuple(@list)", "(@tuple + @tuple)", "@tuple[@@small:]", "divmod(@int, @int)", "divmod(@float, @float)", "@str.partition(@str)", "@str.rpartition(@str)", "tuple(sorted(@str))", "@date.timetuple()[:6]", "@float.as_integer_ratio()", "math.modf(@float)", "math.frexp(@float)", "@decimal.as_tuple()[:2]", "tuple(@dict.values())", "@date.isocalendar()[:2]", "(*@list, 1)", "max(@list, @list)", "@int.as_integer_ratio()"],
    "dict": ["{@str: @any}", "{**@dict, @str: @any}", "dict(@dict, a=@any)", "(@dict | @dict)", "{k: v for k, v in @dict.items()}", "{x: i for i, x in enumerate(@str)}", "dict(zip(@str, @list))", "dict.fromkeys(@list, @any)", "dict(collections.Counter(@str))", "json.loads(json.dumps(@dict))", "dict(@list)", "dict(sorted(@dict.items()))", "@dict.copy()", "{v: k for k, v in @dict.items()}", "dict(re.match(r'(?P<k>.)(?P<v>.)?', @str).groupdict())", "dict(collections.OrderedDict(@dict))", "dict(collections.ChainMap(@dict, @dict))"],
    "set": ["(@set | @set)", "(@set & @set)", "(@set - {1, 2})", "{x % 5 for x in @set}", "set(range(@@small))", "(@set ^ @set)", "{*@set, 3}", "@set.union(range(2))", "set(@set)"],
    "bytes": ["(@bytes + @bytes)", "@bytes[@@small:]", "@str.encode()", "@str.encode('ascii')", "@str.encode('latin-1', 'replace')", "bytes(@list)", "bytes(@@small)", "@bytes.replace(b'a', b'xy')", "@bytes.upper()", "b','.join([@bytes, @bytes])", "bytes.fromhex(@str)", "@int.to_bytes(9, 'big', signed=True)", "@bytes.split(b',')[0]", "@bytes.strip(b'a')", "(@bytes * @@small)"],
    "decimal": ["(@decimal + @decimal)", "(@decimal * @decimal)", "(@decimal / @decimal)", "(@decimal - @int)", "(@decimal % 3)", "(@decimal // 2)", "round(@decimal, @@small)", "abs(@decimal)", "decimal.Decimal(@str)", "decimal.Decimal(@int)", "decimal.Decimal(@float)", "@decimal.quantize(decimal.Decimal('1.0'))", "@decimal.normalize()", "(-@decimal)", "(@decimal ** @@small)", "max(@decimal, @int)", "@decimal.sqrt()", "sum([@decimal, @decimal])", "@decimal.to_integral_value()", "(@decimal + @float)"],
    "date": ["(@date + @delta)", "(@date - @delta)", "@date.replace(day=@@small)", "@moment.date()", "datetime.date.fromisoformat(@str)", "datetime.date.fromordinal(@int)", "min(@date, @date)", "@date.replace(year=2023)", "datetime.datetime.strptime('2020-02-30', '%Y-%m-%d').date()", "datetime.date(@int, 1, 1)"],
    "moment": ["(@moment + @delta)", "(@moment - @delta)", "@moment.replace(minute=@@small, microsecond=0)", "datetime.datetime.fromisoformat('2020-01-02T03:04:05')", "datetime.datetime.fromisoformat(@str)", "datetime.datetime.combine(@date, datetime.time(1, 2))", "datetime.datetime.strptime('03/04/21', '%d/%m/%y')", "@moment.replace(tzinfo=datetime.timezone.utc)", "@moment.replace(tzinfo=None)", "max(@moment, @moment)"],
    "delta": ["(@delta + @delta)", "(@delta * @@small)", "(@delta / 2)", "(@date - @date)", "(@moment - @moment)", "abs(@delta)", "(-@delta)", "(@delta // 3)", "(@delta % @delta)", "datetime.timedelta(seconds=@float)", "datetime.timedelta(days=@int)", "(@delta * @float)", "sum([@delta], datetime.timedelta())"],
}


MORE_TEMPLATES = {
    "int": ["@bytes.find(b'a')", "@bytes.count(b',')", "@list.count(@any)", "@tuple.index(@any)", "bisect.bisect(sorted(@set), @@small)", "bisect.bisect_left([1, 2, 4], @int)", "range(@@small, @int)[@@small]", "len(range(@int, @int, @@small))", "range(10).index(@@small)", "collections.Counter(@str)['a']",
            "collections.Counter(@str).total()", "math.factorial(@@small)", "math.perm(6, @@small)", "math.lcm(@int, @int)", "math.trunc(@float)", "math.prod([@int, @int])", "operator.index(@int)", "@int.bit_count()", "int(@bytes)", "int.from_bytes(@bytes, 'little', signed=True)", "functools.reduce(lambda a, b: a * b, [@int, @int], @int)",
            "@moment.timetuple().tm_yday", "@moment.isoweekday()", "calendar.monthrange(2024, 2)[1]", "calendar.isleap(@int)", "@decimal.adjusted()", "math.floor(@decimal)", "round(@decimal)", "hash(@decimal)", "hash(@float)", "hash((@int, @int))", "len(@bytes)", "memoryview(@bytes)[@@small]", "bytearray(@bytes)[@@small]", "len(collections.deque(@list, 2))",
            "next(iter(@list), 7)", "next(itertools.count(@int, @@small))", "sum(x for x in @set)", "sum(1 for _ in @str)", "[*map(len, [@str, @list])][@@small]", "ord(@str[:1])", "(lambda *a, **k: len(a) + len(k))(*@list, **{'a': 1})", "max(@dict, key=len, default=4)", "operator.floordiv(@int, @int)", "pow(@int, -1, 7)", "int(@str, base=0)", "slice(@@small, @@small).indices(5)[1]",
            "_Shade.dark.value", "(_Bits.one | _Bits(@@small)).value", "_Point(@int).x", "_Pair(@int).a", "len(_Bits(5))", "@str.rfind(@str, @@small)", "@str.count(@str, @@small, @@small)", "heapq.nsmallest(1, [@int, @int])[0]", "uuid.UUID(int=7).version or 3"],
    "float": ["complex(@float, @float).imag", "abs(complex(@float, @int))", "math.exp(@@small)", "math.log2(@int)", "math.log(@int, 10)", "math.atan2(@float, @float)", "math.degrees(@float)", "math.dist([1, @float], [@float, 2])", "math.ldexp(@float, @@small)", "math.remainder(@float, @float)", "math.ulp(@float)", "math.nextafter(@float, @float)", "math.cbrt(@float)", "float.fromhex('0x1.8p3')",
              "sum([@float, @float, 0.1])", "math.fsum([@float, @float])", "math.prod([@float, 2])", "operator.truediv(@float, @int)", "float(@bytes)", "@float.conjugate()", "math.tan(@float)", "math.expm1(@float)", "math.gamma(@float)", "math.erf(@float)", "round(@float, -@@small)", "float(format(@float, '.3e'))", "divmod(@float, @int)[1]"],
    "bool": ["@str.isalnum()", "@str.isspace()", "@str.isupper()", "@str.isdecimal()", "@str.isnumeric()", "@str.isprintable()", "@str.isascii()", "@bytes.isalpha()", "@bytes.startswith((b'a', @bytes))", "(@bytes in @bytes)", "(@int in range(@int, @int, 2))", "(@dict.keys() == @set)", "(@dict.keys() <= @dict.keys())", "(@dict.items() >= @dict.items())", "({1, 2} > @set)", "(collections.Counter(@str) <= collections.Counter(@str))",
             "(@moment == @date)", "(@delta > datetime.timedelta())", "math.isinf(@float)", "math.isfinite(@float)", "(@decimal == @float)", "@decimal.is_nan()", "@decimal.is_signed()", "(@bytes < @bytes)", "bool(re.fullmatch(@pattern, @str))", "(_Shade.dark is _Shade(1))", "(_Bits.one in _Bits(@@small))", "(_Point(1) == (1, 2))", "(_Pair(@int) < _Pair(@int, 'y'))", "issubclass(type(@any), int)", "isinstance(@any, (dict, list))",
             "(@list == list(@tuple))", "(collections.OrderedDict(@dict) == @dict)", "(collections.deque(@list) == collections.deque(@list))", "operator.contains(@list, @any)", "hasattr(@any, 'upper')", "(range(@@small) == range(@@small, @@small))", "(not @list == @tuple)", "all(x for x in @list)", "any(map(str, @list))", "(slice(1) == slice(@@small))", "str(@any).isidentifier()", "@float.hex() == (@float).hex()", "(complex(@int) == @float)"],
    "str": ["@str.encode('utf-16').hex()", "@str.rjust(@@small, '0')", "@str.lstrip(@str)", "@str.rstrip('c')", "@str.removesuffix(@str)", "@str.rpartition(@str)[0]", "@str.format(@any, @any)", "@str.format_map(@dict)", "'{:{}}|{:>{w}}'.format(@str, 8, @int, w=6)", "'{0.real} {0.imag}'.format(@int)", "'{!a}'.format(@str)", "f'{@@int:,}|{@@int:#x}|{@@float:+.2f}'", "f'{@@str!r:^12}|{@@date:%d.%m}'", "f'{@@decimal:.1f}|{@@decimal:>8}'",
            "f'{@@bool:d}|{@@bool!s:>6}'", "format(@delta)", "format(@date, '%A')", "format(@moment, '%Y-%m-%dT%H')", "format(@bytes)", "'%s' % @decimal", "'%(k)5s|%(k)r' % {'k': @any}", "'%.3s|%5.1f|%-4d|' % (@str, @float, @@small)", "'%x %o %e' % (@int, @int, @float)", "'%%%c' % @@small", "('%*d' % (@@small, @int))", "(@bytes % @bytes).decode('latin-1')", "@bytes.decode('utf-8', 'replace')", "@bytes.decode('ascii', 'backslashreplace')", "@bytes.hex('-')",
            "str(@bytes)", "repr(bytearray(@bytes))", "str(@set)", "repr(range(@int, @int))", "repr(slice(@int, None))", "repr(complex(@float, @int))", "str(collections.Counter(@str))", "repr(collections.OrderedDict(@dict))", "repr(collections.deque(@list, 3))", "repr(collections.defaultdict(list, @dict))", "repr(_Point(@any))", "repr(_Pair(b=@any))", "repr(_Shade.light)", "str(_Bits(@@small))", "repr(_Bits(@@small))", "f'{_Shade.dark}|{_Bits.four:>3}'",
            "json.dumps(@dict, sort_keys=True)", "json.dumps(@any, default=str)", "json.dumps(@tuple, indent=2)", "json.dumps(@str, ensure_ascii=False)", "json.dumps({@int: @float})", "repr(json.loads(json.dumps([@any], default=repr)))", "re.sub(r'(\\w)', r'<\\1>', @str)", "re.sub(@pattern, '', @str, count=1)", "repr(re.search(@pattern, @str))", "re.sub(r'(?P<a>\\w)', r'\\g<a>\\g<0>', @str)", "'|'.join(re.split('([,.])', @str))", "repr(re.match(@pattern, @str))", "re.subn(@pattern, '-', @str)[0]",
            "textwrap.fill(@str, 6)", "textwrap.indent(@str, '> ')", "'\\n'.join(textwrap.wrap(@str, 4, break_long_words=False))", "string.capwords(@str)", "string.Template('$a-${b}').safe_substitute(@dict)", "base64.b64encode(@bytes).decode()", "urllib.parse.quote(@str)", "urllib.parse.unquote(@str)", "urllib.parse.urlencode(@dict)", "hashlib.md5(@bytes).hexdigest()", "hashlib.sha256(@str.encode()).hexdigest()[:9]", "str(uuid.UUID(int=abs(@int) % 9))", "calendar.month_name[@@small]", "datetime.date.__name__",
            "@moment.strftime('%a %d %b %y %I:%M:%S.%f')", "@moment.isoformat(sep=' ', timespec='minutes')", "@moment.time().isoformat()", "@date.ctime()", "@moment.ctime()", "str(@moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=@@small))))", "repr(datetime.timezone(@delta))", "str(datetime.time(@@small, 5))", "repr(@delta)", "@decimal.to_eng_string()", "str(@decimal.scaleb(@@small))", "str(@decimal.as_tuple())", "str(decimal.Decimal(@float))", "repr(@decimal.normalize())", "type(@any).__qualname__", "str(type(@any))",
            "repr(ValueError(@any))", "str(KeyError(@any))", "repr(Exception(@any, @any))", "str(OSError(2, @str))", "str([*@dict.values()])", "str(@dict.keys())", "repr(@dict.items())", "''.join(sorted(@str))", "''.join(reversed(@str))", "''.join(dict.fromkeys(@str))", "' '.join(f'{k}={v}' for k, v in @dict.items())", "''.join(c if c.isalnum() else '_' for c in @str)", "operator.methodcaller('upper')(@str)", "functools.partial('{} {}'.format, @any)(@any)", "max(@list, key=str, default='none')", "min(@str, @str)", "next((c for c in @str if c.isdigit()), 'none')",
            "str(copy.deepcopy(@list))", "str(copy.copy(@dict))", "chr(ord('a') + @@small)", "'abc'[@@small:@@small]", "@str[@@small::-1]", "str(@tuple[::2])", "(@str or @str)", "str(ipaddress.ip_address(abs(@int) % 2**32))", "str(ipaddress.ip_network('10.0.0.0/8').supernet())", "repr(@str.split(',', maxsplit=1))", "@str.splitlines()[@@small]", "repr(float(@int))", "oct(@int)", "ascii(@any)", "@str.translate(str.maketrans('ab', 'xy', 'c'))", "repr(@str.encode('unicode_escape'))"],
    "list": ["list(@bytes.split())", "@bytes.splitlines()", "list(range(@@small, @@small, @@small))", "[*range(@int, @int + 3)]", "list(dict(@dict, x=1).values())", "[k for k in @dict]", "[k + k for k in @str if k > 'a']", "[[x] * 2 for x in @list]", "[x for x in @list if isinstance(x, int) and x > 0]", "[(a, b) for a in @list for b in @str][:5]", "list(itertools.zip_longest(@list, @str, fillvalue=0))", "list(itertools.permutations(@list, 2))[:5]", "list(itertools.starmap(pow, [(2, 3), (@int, 2)]))", "list(itertools.takewhile(bool, @list))",
             "list(itertools.dropwhile(bool, @list))", "list(itertools.islice(itertools.cycle(@str or 'x'), 5))", "list(itertools.pairwise(@list))", "list(itertools.compress(@str, @list))", "list(itertools.filterfalse(None, @list))", "list(itertools.repeat(@any, 2))", "list(itertools.accumulate(@list, lambda a, b: (a, b)))[-1:]", "[(k, len(list(g))) for k, g in itertools.groupby(sorted(@str))]", "list(itertools.chain.from_iterable([@list, @tuple]))", "list(itertools.combinations_with_replacement('ab', 2))", "[list(x) for x in itertools.tee(@list)]", "sorted(@list, key=repr, reverse=True)", "sorted(@str, key=str.lower)",
             "sorted([@tuple, @tuple])", "sorted(@dict.values(), key=str)", "heapq.nlargest(2, @set)", "list(heapq.merge([1, 3], sorted(@set)))", "list(collections.deque(@list, 2))", "list(collections.Counter(@str).elements())", "list(collections.ChainMap(@dict, @dict))", "list(map(operator.add, @list, @list))", "list(map(lambda x, y=1: [x, y], @list))", "list(filter(str.isalpha, @str))", "list(enumerate(@list, @int))", "list(zip(@list, @tuple, strict=True))", "list(zip(*[@list, @list]))", "re.findall(r'(\\w)(\\d)?', @str)", "[m.groupdict() for m in re.finditer('(?P<z>[a-c])', @str)]", "[m.groups('') for m in re.finditer('(a)|(b)', @str)]",
             "urllib.parse.parse_qsl(@str)", "list(urllib.parse.urlsplit(@str))", "list(_Shade)", "[f.name for f in dataclasses.fields(_Pair)]", "list(_Point(@any))", "textwrap.wrap(@str, width=7)", "sorted(@set & {1, 2, 3})", "list(dict.fromkeys(@list))", "list(memoryview(@bytes))", "list(bytearray(@bytes))", "copy.deepcopy(@list)", "[x for x, in zip(@list)]", "[f'{i}{x}' for i, x in enumerate(@str, 1)]", "[y := @int, y + 1]", "[*@str, *@set]", "@list.__add__(@list)", "[None if x is None else str(x) for x in @list]", "sum([@list, @list], [])", "list(iter([@int, 0, 1].pop, 0))", "string.ascii_letters.split('m')", "json.loads('[1, 2.0, null, true]')"],
    "tuple": ["_Point(@any, @any)", "_Point(1)._replace(y=@any)", "tuple(zip(@list, @list))", "tuple(@set)", "tuple(sorted(@dict))", "operator.itemgetter(0, 1)(@list)", "re.subn(@pattern, 'x', @str)", "@decimal.as_integer_ratio()", "tuple(map(type(1), @list))", "tuple(x for x in @str)", "urllib.parse.urlparse(@str)[:3]", "dataclasses.astuple(_Pair(@int))", "divmod(@delta, datetime.timedelta(hours=1))", "@bytes.partition(b',')", "(lambda a, *b, c=1: (a, b, c))(*@list)", "max([@tuple], key=len)", "(@tuple[1:] + (@any,))", "tuple(itertools.product([1], @str))[:3]", "slice(@@small, @@small, @@small).indices(6)", "(@int, *@str)", "tuple(reversed(@tuple))", "ValueError(@any, @any).args"],
    "dict": ["dict(collections.ChainMap({'z': 1}, @dict))", "dict(collections.defaultdict(list, @dict))", "collections.Counter(@str) + collections.Counter(@str)", "dict(collections.Counter(@str) - collections.Counter('ab'))", "_Point(@any)._asdict()", "dataclasses.asdict(_Pair(@int))", "{k: [*g] for k, g in itertools.groupby(@str)}", "{len(k): v for k, v in @dict.items() if isinstance(k, str)}", "dict(a=1, **@dict)", "{**{'a': 0}, **@dict}", "(@dict | {'a': @any})", "dict([(@str, @any), (@int, @any)])", "{i: x for i, x in zip(@list, @tuple)}", "dict(enumerate(@list))", "dict(map(lambda x: (x, 1), @str))", "json.loads(@str)", "json.loads('{\"a\": [1, {\"b\": null}]}')", "copy.deepcopy(@dict)", "urllib.parse.parse_qs(@str)", "dict(reversed(@dict.items()))", "{str(k): v for k, v in sorted(@dict.items(), key=lambda r: str(r))}", "collections.OrderedDict(@dict)", "collections.defaultdict(int, @dict)", "{@any: 1}", "{@tuple: 1}"],
    "set": ["{*range(@@small)}", "frozenset(@set)", "@set.symmetric_difference([1, 2])", "@set.difference({1}, [2])", "@set.intersection(range(9))", "set(map(len, [@str, @str]))", "{x // 2 for x in @set if x}", "(@set | frozenset([9]))", "set(@bytes)"],
    "bytes": ["bytearray(@bytes)", "@bytes.join([b'1', @bytes])", "@bytes.center(5, b'*')", "@bytes.rjust(4)", "@bytes.title()", "@bytes.swapcase()", "@bytes.lstrip()", "@bytes.removeprefix(b'a')", "@bytes.translate(None, b'a')", "@bytes.translate(bytes.maketrans(b'ab', b'xy'))", "@bytes[::-1]", "(b'%s|%d' % (@bytes, @@small))", "@str.encode('utf-8', 'ignore')", "@str.encode('ascii', 'xmlcharrefreplace')", "@str.encode('cp1252', 'replace')", "base64.b64decode('YWI=')", "base64.urlsafe_b64encode(@bytes)", "bytes(@str, 'utf-8')", "bytes(range(@@small))", "bytes(bytearray(@bytes))", "hashlib.sha1(@bytes).digest()[:3]", "urllib.parse.unquote_to_bytes(@str)", "uuid.UUID(int=9).bytes", "json.dumps(@list).encode()", "memoryview(@bytes).tobytes()", "@bytes.expandtabs()", "@bytes.zfill(6)", "@bytes.rpartition(b',')[2]"],
    "decimal": ["@decimal.copy_sign(@decimal)", "@decimal.max(@decimal)", "@decimal.fma(2, @decimal)", "@decimal.remainder_near(decimal.Decimal(3))", "@decimal.quantize(decimal.Decimal('1E-3'), rounding=decimal.ROUND_DOWN)", "@decimal.quantize(decimal.Decimal('1'), rounding=decimal.ROUND_HALF_UP)", "@decimal.ln()", "@decimal.compare(@decimal)", "(+@decimal)", "decimal.Decimal((0, (1, 2), -1))", "@decimal.scaleb(2)", "@decimal.shift(1)", "@decimal.next_plus()", "round(@decimal, 1)", "divmod(@decimal, 3)[1]", "(@int - @decimal)", "(2 ** @decimal)", "decimal.Decimal(repr(@float))", "sum([@decimal, 1])", "decimal.Decimal(str(@decimal) + '5')", "@decimal.logb()", "@decimal.copy_abs()"],
    "date": ["datetime.date.fromisocalendar(2020, @@small, 1)", "datetime.date.fromisoformat('2020-W10-1')", "datetime.date.fromisoformat('20200102')", "max(@date, @date)", "copy.copy(@date)", "datetime.date(2020, @@small, 1)", "@date.replace(month=2, day=29)", "(@moment - @delta).date()", "(@date.replace(day=1) - datetime.timedelta(1))"],
    "moment": ["datetime.datetime.strptime(@str, '%Y-%m-%d')", "datetime.datetime.strptime('1 Jan 2020 5PM', '%d %b %Y %I%p')", "datetime.datetime.fromisoformat('2020-01-02T03:04:05.678+02:00')", "datetime.datetime.fromisoformat('20200102T030405Z')", "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)", "datetime.datetime.fromtimestamp(@@small, datetime.timezone.utc)", "datetime.datetime.utcfromtimestamp(86400)", "@moment.replace(tzinfo=datetime.timezone.utc).astimezone(datetime.timezone(datetime.timedelta(hours=@@small)))", "datetime.datetime.combine(@date, datetime.time.min)", "datetime.datetime.min", "@moment.replace(year=@int)", "@moment.replace(fold=1)"],
    "delta": ["(@moment.replace(tzinfo=None) - datetime.datetime(2020, 1, 1))", "datetime.timedelta(hours=@float)", "datetime.timedelta(minutes=@@small, milliseconds=5)", "max(@delta, datetime.timedelta.min)", "datetime.timedelta.resolution", "(@delta / @float)", "(2 * @delta)", "(datetime.timedelta(1) // @@small)", "divmod(@delta, datetime.timedelta(1))[1]", "datetime.timezone(datetime.timedelta(hours=@@small)).utcoffset(None)", "copy.deepcopy(@delta)"],
}
RECEIVERS = {
    "str": ["''", "'abc'", "'Ab Cd'", "' x '", "'ß€'", "'1,2'", "'😀'", "'a\\tb\\n'", "'12'", "'aXbXc'", "'\\u0660\\u0661'", "'ﬁ Ǆ ŉ'", "'{0}%s'"],
    "bytes": ["b''", "b'abc'", "b'A b'", "b'\\xff\\x00'", "b'1,2'", "b' x\\n'"],
    "bytearray": ["bytearray(b'abc')", "bytearray()", "bytearray(b'a,b ')"],
    "int": ["(0)", "(7)", "(-12)", "(10**30)", "True", "(255)"],
    "float": ["(0.0)", "(1.5)", "(-2.25)", "float('inf')", "float('nan')", "(1e300)", "(-0.0)"],
    "complex": ["(1+2j)", "(0j)", "complex(0.5, -1)", "complex('nan')"],
    "list": ["[]", "[1, 2, 3]", "['b', 'a']", "[3, 1, 2, 1]", "[[1], [2]]", "[None]"],
    "tuple": ["()", "(1, 2)", "('a',)", "((1, 2), (3, 4))"],
    "dict": ["{}", "{'a': 1, 'b': 2}", "{1: 'x'}", "{'a': {'b': None}}"],
    "set": ["set()", "{1, 2, 3}", "{0}"],
    "frozenset": ["frozenset()", "frozenset([1, 2])"],
    "range": ["range(0)", "range(5)", "range(10, 0, -3)", "range(10**20)"],
    "decimal": ["decimal.Decimal('1.50')", "decimal.Decimal('-3')", "decimal.Decimal('NaN')", "decimal.Decimal('1E+5')", "decimal.Decimal('Infinity')", "decimal.Decimal('0.00')"],
    "date": ["datetime.date(2020, 2, 29)", "datetime.date(1, 1, 1)", "datetime.date(9999, 12, 31)"],
    "moment": ["datetime.datetime(2020, 2, 29, 13, 5)", "datetime.datetime(2021, 1, 1, tzinfo=datetime.timezone.utc)", "datetime.datetime(1999, 12, 31, 23, 59, 59, 999999)"],
    "time": ["datetime.time(1, 2, 3)", "datetime.time(23, 59, 59, 999999)", "datetime.time()", "datetime.time(5, tzinfo=datetime.timezone.utc)"],
    "delta": ["datetime.timedelta(1)", "datetime.timedelta(hours=-5)", "datetime.timedelta(microseconds=3)", "datetime.timedelta.max"],
    "zone": ["datetime.timezone.utc", "datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))", "datetime.timezone(datetime.timedelta(hours=2), 'X')"],
    "counter": ["collections.Counter('aab')", "collections.Counter()", "collections.Counter(a=-1, b=2)"],
    "ordered": ["collections.OrderedDict([(1, 2), (3, 4)])", "collections.OrderedDict()"],
    "default": ["collections.defaultdict(list)", "collections.defaultdict(int, {'a': 1})"],
    "deque": ["collections.deque([1, 2, 3])", "collections.deque('abcd', 3)", "collections.deque()"],
    "chain": ["collections.ChainMap({'a': 1}, {'b': 2})", "collections.ChainMap()"],
    "point": ["_Point(1)", "_Point('a', 'b')"],
    "member": ["_Shade.dark", "_Shade.light"],
    "bits": ["_Bits.one", "(_Bits.one | _Bits.four)", "_Bits(0)"],
    "pair": ["_Pair()", "_Pair(2, 'b')"],
    "pattern": ["re.compile('a(b)?')", "re.compile(r'(?P<n>\\w)+', re.I)", "re.compile(b'a')", "re.compile('x*')"],
    "match": ["re.match('(a)(?P<k>b)?', 'ab')", "re.search('b', 'abc')", "re.match('(a)|b', 'b')"],
    "uuid": ["uuid.UUID(int=5)", "uuid.UUID('12345678123456781234567812345678')"],
    "address": ["ipaddress.ip_address('10.0.0.1')", "ipaddress.ip_network('10.0.0.0/30')", "ipaddress.ip_address('::1')"],
    "template": ["string.Template('$a ${b} $$')"],
    "view": ["{'a': 1}.keys()", "{'a': 1}.items()", "{'a': [1]}.values()"],
    "error": ["ValueError('x', 1)", "KeyError('k')", "Exception()", "OSError(2, 'gone')", "UnicodeDecodeError('utf-8', b'x', 0, 1, 'why')"],
    "slice": ["slice(1, 5, 2)", "slice(None)", "slice(-1)"],
    "memory": ["memoryview(b'abc')"],
    "nothing": ["None", "...", "NotImplemented"],
}
CALLABLES = ["str", "len", "int", "lambda x: x", "lambda *a: a", "lambda a, b: a", "operator.add", "None", "str.upper", "bool", "list", "repr", "lambda: 1"]
KEYWORDS = ["key", "default", "sep", "maxsplit", "keepends", "encoding", "errors", "start", "reverse", "base", "strict", "initial", "repeat", "width", "indent", "sort_keys", "tzinfo", "day", "hour", "n", "r", "x", "maxlen", "flags", "count", "rounding", "context", "signed", "byteorder", "length", "timespec", "end", "fillchar", "tabsize"]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "==", "!=", "<", ">=", "in", "not in", "is", "and", "or"]
LEFT_OUT = {  # what is of this process, of its time or its machine, or what a method of all objects
    "__class__", "__init_subclass__", "__subclasshook__", "__reduce__", "__reduce_ex__", "__sizeof__", "__dir__", "__getstate__", "__hash__", "__new__", "__doc__", "__class_getitem__", "__module__",
    "today", "now", "utcnow", "timestamp", "astimezone", "fromtimestamp", "utcfromtimestamp", "__dict__", "__weakref__", "__slots__", "__traceback__", "__setattr__", "__delattr__", "__getattribute__",
    "__annotations__", "__match_args__", "__dataclass_params__", "__dataclass_fields__", "__repr__" , "with_traceback", "__buffer__", "__release_buffer__"}
METHODS_OF = {}
FUNCTIONS = []


def find_surface():
    """Every method of the receivers, and every function of the modules, that this Python has."""
    names = {}
    exec(HEAD.split("def _run")[0].replace("from alembic import op\n", ""), names)
    for kind, made in RECEIVERS.items():
        methods = [name for name in dir(type(eval(made[0], names))) if name not in LEFT_OUT]
        public = [name for name in methods if not name.startswith("_")]
        METHODS_OF[kind] = public * 4 + [name for name in methods if name.startswith("__")] if public else methods
    FUNCTIONS.extend(["abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "complex", "dict", "divmod", "enumerate", "filter", "float", "format", "frozenset", "getattr", "hasattr", "hex", "int", "isinstance", "issubclass", "iter", "len",
                      "list", "map", "max", "min", "next", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip", "type"] * 3)
    for module in ("math", "operator", "itertools", "functools", "textwrap", "json", "re", "collections", "datetime", "decimal", "bisect", "heapq", "copy", "base64", "calendar", "string", "fnmatch", "ipaddress", "uuid", "urllib.parse", "dataclasses", "hashlib"):
        held = eval(module, names)
        FUNCTIONS.extend(f"{module}.{name}" for name in getattr(held, "__all__", dir(held)) if name[0] != "_" and callable(getattr(held, name, None)) and name not in UNCALLED)
    FUNCTIONS.extend(f"{kind}.{name}" for kind, known in (("datetime.date", datetime.date), ("datetime.datetime", datetime.datetime), ("datetime.time", datetime.time), ("int", int), ("float", float), ("str", str), ("bytes", bytes), ("dict", dict), ("decimal.Decimal", decimal.Decimal))
                     for name in dir(known) if name not in LEFT_OUT and name[0] != "_")


UNCALLED = {"getnode", "uuid1", "uuid4", "main", "test", "singledispatch", "cached_property", "singledispatchmethod", "wraps", "update_wrapper", "total_ordering", "dataclass", "make_dataclass", "Field", "field", "encode", "decode", "UserDict", "UserList", "UserString", "getcontext", "setcontext",
            "localcontext", "Context", "template", "purge", "Scanner", "prcal", "prmonth", "prweek", "pryear", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar", "LocaleHTMLCalendar", "Calendar", "setfirstweekday", "file_digest", "lru_cache", "cache", "pbkdf2_hmac", "scrypt", "lookup", "sizeof_digest",
            "timezone", "new", "JSONEncoder", "JSONDecoder", "TextWrapper", "Formatter", "clear_cache", "load", "dump", "InvalidOperation", "FloatOperation", "DecimalTuple", "partial", "partialmethod", "cmp_to_key", "tee"}


class Told:
    """op, under this Python."""

    def __init__(self):
        self.results = {}

    def execute(self, text):
        take(text, self.results)


def take(text, results):
    parts = text.rstrip(";").split(" ")
    if parts[0] == "X":
        results[int(parts[1])] = "".join(chr(int(code)) for code in parts[2].split("_"))


def script(programs):
    lines = HEAD.split("\n")
    first = {}
    for number, program in programs.items():
        first[number] = len(lines)
        lines += [f"def _p{number}():"] + ["    " + line for line in program]
    lines += ["def upgrade():"] + [f"    _run({number}, _p{number})" for number in programs] + ["def downgrade(): pass", ""]
    return "\n".join(lines), first


class TooLong(BaseException):
    pass


def stop(*_):
    raise TooLong


class Reference:
    """This Python, with the head of a script run once."""

    def __init__(self):
        self.told = Told()
        sys.modules["alembic"] = types.SimpleNamespace(op=self.told)
        self.names = {"__name__": "revision_r1"}
        warnings.simplefilter("ignore")
        exec(compile(HEAD, "r1.py", "exec"), self.names)
        signal.signal(signal.SIGALRM, stop)

    def run(self, number, program):
        self.told.results = {}
        lines = [f"def _p{number}():"] + ["    " + line for line in program] + [f"_run({number}, _p{number})"]
        names = dict(self.names)
        code = compile("\n".join(lines), "r1.py", "exec")
        signal.alarm(MAX_SECONDS)
        try:
            exec(code, names)
        finally:
            signal.alarm(0)
        return self.told.results[number]


def lift_memory_limit():
    """limbeck has limits itself, and a sanitizer reserves terabytes of addresses."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


class Limbeck:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        os.mkdir(f"{folder}/versions")
        with open(f"{folder}/alembic.ini", "w") as file:
            file.write("[alembic]\nscript_location = %(here)s\nsqlalchemy.url = postgresql://x/y\n")
        with open(f"{folder}/env.py", "w") as file:
            file.write(ENV)

    def run(self, programs):
        """The results by number, and what it refused: (line, message) or None."""
        text, first = script(programs)
        with open(f"{self.folder}/versions/r1.py", "w", encoding="utf-8") as file:
            file.write(text)
        ran = subprocess.run([self.program, "-c", f"{self.folder}/alembic.ini", "sql", "r1"], capture_output=True,
                             preexec_fn=lift_memory_limit)
        results = {}
        for line in ran.stdout.decode("utf-8", "replace").split("\n"):
            take(line, results)
        error = ran.stderr.decode("utf-8", "replace")
        if ran.returncode == 0:
            return results, None, None
        place = re.search(r"r1\.py:(\d+):\d+: (.*)", error)
        at = int(place[1]) - 1 if place else -1
        # What the head refuses was asked by the first program that told nothing.
        guilty = max((number for number in programs if first[number] <= at), key=lambda number: first[number], default=None)
        if guilty is None or guilty in results:
            guilty = next((number for number in programs if number not in results), next(iter(programs)))
        is_refusal = ran.returncode == 3 and place
        return results, guilty, (place[2] if is_refusal else f"status {ran.returncode}: {error[:300]}", is_refusal)


def compare(limbeck, reference, programs, counts, refusals):
    """Runs the programs; yields those that differ."""
    expected, left = {}, {}
    for number, program in programs.items():
        try:
            expected[number] = reference.run(number, program)
            left[number] = program
        except (SyntaxError, TooLong):
            counts["no program"] += 1
    while left:
        results, guilty, problem = limbeck.run(left)
        message, is_refusal = problem or ("", False)
        for number in list(left):
            program = left.pop(number)
            if number == guilty:
                break
            same = expected[number] == results.get(number) or "MemoryError" in expected[number]
            counts["equal" if same else "differ"] += 1
            if not same:
                yield program, expected[number], results.get(number, "nothing")
        if is_refusal:
            counts["refused"] += 1
            kind = re.sub(r"'[^']*'", "'…'", message)
            refusals[kind] = refusals.get(kind, 0) + 1
        elif problem:
            counts["differ"] += 1
            yield program, expected[guilty], message


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    calls = "--calls" in sys.argv
    for kind, more in MORE_TEMPLATES.items():
        TEMPLATES[kind] = TEMPLATES.get(kind, []) + more
    if calls:
        find_surface()
    counts = dict.fromkeys(("equal", "refused", "differ", "no program"), 0)
    refusals = {}
    os.environ["TZ"] = "UTC"
    # A random program may ask for more memory than the machine has: a MemoryError here, a refusal in limbeck.
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as folder:
        limbeck, reference = Limbeck(program, folder), Reference()
        for start in range(0, count, IN_ONE):
            numbers = range(start, min(start + IN_ONE, count))
            programs = {number: Maker(f"{seed}:{number}", calls).program() for number in numbers}
            for body, wanted, found in compare(limbeck, reference, programs, counts, refusals):
                print("\n".join(body) + f"\n  python:  {wanted}\n  limbeck: {found}\n", flush=True)
    for message, times in sorted(refusals.items(), key=lambda row: -row[1])[:40]:
        print(f"  refused {times}: {message}")
    print(f"{count} programs: {counts['equal']} equal, {counts['refused']} refused, {counts['differ']} differ")
    sys.exit(counts["differ"] > 0)


if __name__ == "__main__":
    main()
