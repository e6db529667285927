"""Random programs under limbeck and under this Python: the same value, or the same exception and message.

usage: programs.py LIMBECK [COUNT [SEED]]

A program is a function of a few statements; twenty are one migration, which tells each result with op.execute().
What limbeck refuses by name is counted apart. Ends with status 1 if a result differs, which is printed with its
program.
"""
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import types
import warnings

HEAD = '''import collections, contextlib, dataclasses, datetime, decimal, enum, functools, itertools, json, math, operator, re, textwrap
from alembic import op
revision = "r1"
down_revision = None
def _show(value):
    if type(value) in (set, frozenset): return "set(%s)" % sorted(_show(item) for item in value)
    if type(value) in (list, tuple): return "%s%s" % (type(value).__name__, [_show(item) for item in value])
    if type(value) is dict: return "dict%s" % [(_show(key), _show(value[key])) for key in value]
    return type(value).__name__ + ":" + repr(value)
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


class Maker:
    """Makes expressions of a kind and statements; `known` are the variables by kind."""

    def __init__(self, seed):
        self.random = random.Random(seed)
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
    "def __getitem__(self, at): return ('item', at)",
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
    "float": ["(@float + @float)", "(@float * @float)", "(@float / @float)", "(@int / @int)", "(@float // @float)", "(@float % @float)", "(@float ** @@small)", "float(@str)", "float(@int)", "round(@float, @@small)", "abs(@float)", "math.sqrt(@float)", "math.fsum(@list)", "math.hypot(3, @float)", "math.log(@float)", "@delta.total_seconds()", "sum(@list, 0.0)", "float(@decimal)", "math.fmod(@float, @float)", "(@delta / @delta)", "math.copysign(1, @float)", "json.loads('1.50')", "max(@float, @int)", "math.pow(@float, @@small)"],
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


def under_python(text):
    told = Told()
    sys.modules["alembic"] = types.SimpleNamespace(op=told)
    names = {"__name__": "revision_r1"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, "r1.py", "exec"), names)
        names["upgrade"]()
    return told.results


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
        guilty = max((number for number in programs if first[number] <= at), key=lambda number: first[number], default=None)
        is_refusal = ran.returncode == 3 and place and guilty is not None
        return results, guilty, (place[2] if is_refusal else f"status {ran.returncode}: {error[:300]}", is_refusal)


def compare(limbeck, programs, counts, refusals):
    """Runs the programs; returns those that differ."""
    programs = dict(programs)
    expected = {}
    for number in list(programs):
        try:
            expected.update(under_python(script({number: programs[number]})[0]))
        except SyntaxError:
            del programs[number]
            counts["no program"] += 1
    while programs:
        results, guilty, problem = limbeck.run(programs)
        if problem is None:
            break
        message, is_refusal = problem
        if not is_refusal:
            counts["differ"] += 1
            yield list(programs.values())[0] if guilty is None else programs[guilty], "", message
        if guilty is None:
            return
        del programs[guilty]
        if is_refusal:
            counts["refused"] += 1
            refusals[re.sub(r"'[^']*'", "'…'", message)] = refusals.get(re.sub(r"'[^']*'", "'…'", message), 0) + 1
    for number in programs:
        same = expected[number] == results.get(number) or "MemoryError" in expected[number]
        counts["equal" if same else "differ"] += 1
        if not same:
            yield programs[number], expected[number], results.get(number, "nothing")


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    counts = dict.fromkeys(("equal", "refused", "differ", "no program"), 0)
    refusals = {}
    os.environ["TZ"] = "UTC"
    # A random program may ask for more memory than the machine has: a MemoryError here, a refusal in limbeck.
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as folder:
        limbeck = Limbeck(program, folder)
        for start in range(0, count, 20):
            programs = {number: Maker(f"{seed}:{number}").program() for number in range(start, min(start + 20, count))}
            for body, wanted, found in compare(limbeck, programs, counts, refusals):
                print("\n".join(body) + f"\n  python:  {wanted}\n  limbeck: {found}\n", flush=True)
    for message, times in sorted(refusals.items(), key=lambda row: -row[1])[:40]:
        print(f"  refused {times}: {message}")
    print(f"{count} programs: {counts['equal']} equal, {counts['refused']} refused, {counts['differ']} differ")
    sys.exit(counts["differ"] > 0)


if __name__ == "__main__":
    main()
