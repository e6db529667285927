"""Regular expressions, read by limbeck and matched by PCRE2."""
import types

import _limbeck.regex
import _sre

_FLAGS = {
    "A": 256,
    "ASCII": 256,
    "DEBUG": 128,
    "I": 2,
    "IGNORECASE": 2,
    "L": 4,
    "LOCALE": 4,
    "M": 8,
    "MULTILINE": 8,
    "S": 16,
    "DOTALL": 16,
    "X": 64,
    "VERBOSE": 64,
    "U": 32,
    "UNICODE": 32,
    "T": 1,
    "TEMPLATE": 1,
    "NOFLAG": 0,
}
__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge"]
__all__ += ["escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII"]
__all__ += ["IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag"]
_limbeck_c = ("Match", "Pattern")
_END = 9223372036854775807


def __getattr__(name):
    """The flags are members of an enumeration, and making one takes long."""
    if name != "RegexFlag" and name not in _FLAGS:
        if name.startswith("_") or name in ("Scanner", "template", "enum", "functools", "copyreg"):
            raise NotImplementedError(f"limbeck has no re.{name}")
        raise AttributeError(f"module 're' has no attribute {name!r}")
    import _limbeck.pattern_flags as flags

    return flags.RegexFlag if name == "RegexFlag" else flags.RegexFlag(_FLAGS[name])


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = "%s at position %d" % (msg, pos)
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = "%s (line %d, column %d)" % (msg, self.lineno, self.colno)
        super().__init__(msg)


PatternError = error
_compiled = {}


class Match:
    __slots__ = ("re", "string", "pos", "endpos", "_text", "_bounds")
    _limbeck_immutable = True
    __iter__ = None  # __getitem__() is of a mapping

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create 're.Match' instances")

    def _number(self, group):
        number = group
        if not isinstance(group, int):
            index = getattr(type(group), "__index__", None)
            number = self.re._numbers.get(group, -1) if index is None else index(group)
        if number < 0 or number > self.re.groups:
            raise IndexError("no such group")
        return number

    def _part(self, group, default=None):
        number = self._number(group)
        start = self._bounds[2 * number]
        return default if start < 0 else self._text[start : self._bounds[2 * number + 1]]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple([self._part(group) for group in groups])
        return self._part(groups[0] if groups else 0)

    def __getitem__(self, group):
        return self._part(group)

    def groups(self, default=None):
        return tuple([self._part(number, default) for number in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._part(number, default) for name, number in self.re._numbers.items()}

    def start(self, group=0, /):
        return self._bounds[2 * self._number(group)]

    def end(self, group=0, /):
        return self._bounds[2 * self._number(group) + 1]

    def span(self, group=0, /):
        number = self._number(group)
        return self._bounds[2 * number], self._bounds[2 * number + 1]

    @property
    def regs(self):
        return tuple([self.span(number) for number in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        return self._bounds[-1] or None

    @property
    def lastgroup(self):
        for name, number in self.re._numbers.items():
            if number == self._bounds[-1]:
                return name

    def expand(self, template):
        return _fill(_template(template, self.re), self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<re.Match object; span={self.span()!r}, match={self.group()!r}>"


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}


class _Template:
    """Reads a replacement; `parts` are strings, and numbers of groups."""

    def __init__(self, source, pattern):
        self.source = source
        self.text = source if isinstance(source, str) else str(source, "latin1")
        self.pattern = pattern
        self.parts = []
        at = 0
        while True:
            slash = self.text.find("\\", at)
            if slash < 0:
                break
            self.parts.append(self.text[at:slash])
            self.check_end(slash)
            self.check_end(slash + 2)
            at = self.escape(slash, self.text[slash + 1])
        self.parts.append(self.text[at:])
        if not isinstance(source, str):
            self.parts = [part.encode("latin1") if isinstance(part, str) else part for part in self.parts]

    def fail(self, message, position):
        if not isinstance(self.source, str):
            message = message.encode("ascii", "backslashreplace").decode("ascii")
        raise error(message, self.source, position)

    def check_end(self, at):
        if at == len(self.text) - 1 and self.text[at] == "\\":
            self.fail("bad escape (end of pattern)", at)

    def add_group(self, number, position):
        if number > self.pattern.groups:
            self.fail(f"invalid group reference {number}", position)
        self.parts.append(number)

    def digits(self, at, known, most):
        end = at
        while end < len(self.text) and end - at < most and self.text[end] in known:
            end += 1
        return end

    def escape(self, slash, letter):
        text = self.text
        at = slash + 2
        if letter == "g":
            return self.named(at)
        if letter == "0":
            at = self.digits(at, "01234567", 2)
            self.parts.append(chr(int(text[slash + 1 : at], 8) & 255))
        elif letter in "123456789":
            octal = self.digits(slash + 1, "01234567", 3)
            if octal == slash + 4:
                number = int(text[slash + 1 : octal], 8)
                if number > 255:
                    escape = text[slash:octal]
                    self.fail(f"octal escape value {escape} outside of range 0-0o377", slash)
                self.parts.append(chr(number))
                return octal
            at = self.digits(at, "0123456789", 1)
            self.add_group(int(text[slash + 1 : at]), slash + 1)
        elif letter in _ESCAPES:
            self.parts.append(_ESCAPES[letter])
        elif letter.isalpha() and letter.isascii():
            self.fail(f"bad escape \\{letter}", slash)
        else:
            self.parts.append("\\" + letter)
        return at

    def named(self, at):
        """\\g<name>"""
        text = self.text
        if text[at : at + 1] != "<":
            self.fail("missing <", at)
        start = end = at + 1
        while text[end : end + 1] != ">":
            if end >= len(text):
                what = "missing >, unterminated name" if end > start else "missing group name"
                self.fail(what, start)
            self.check_end(end)
            end += 2 if text[end] == "\\" else 1
        name = text[start:end]
        if not name:
            self.fail("missing group name", start)
        if name.isidentifier():
            if name not in self.pattern.groupindex:
                raise IndexError(f"unknown group name {name!r}")
            number = self.pattern.groupindex[name]
        else:
            try:
                number = int(name)
            except ValueError:
                number = -1
            if number < 0:
                self.fail(f"bad character in group name {name!r}", start)
            if number >= 1073741823:
                self.fail(f"invalid group reference {number}", start)
        self.add_group(number, start)
        return end + 1


def _template(text, pattern):
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"decoding to str: need a bytes-like object, {type(text).__name__} found")
    return _Template(text, pattern).parts


def _fill(parts, match):
    empty = match._text[:0]
    return empty.join([match._part(part, empty) if isinstance(part, int) else part for part in parts])


def _match(pattern, string, text, pos, endpos, bounds):
    made = object.__new__(Match)
    made.re = pattern
    made.string = string
    made.pos = pos
    made.endpos = endpos
    made._text = text
    made._bounds = bounds
    return made


_NAMES = {1: "TEMPLATE", 2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE"}
_NAMES |= {64: "VERBOSE", 128: "DEBUG", 256: "ASCII"}


class Pattern:
    __slots__ = ("pattern", "flags", "groups", "groupindex", "_numbers", "_code")
    _limbeck_immutable = True

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create 're.Pattern' instances")

    def _run(self, string, pos, endpos, how):
        text = self._code.subject(string)
        pos = max(0, min(pos, len(text)))
        endpos = max(0, min(endpos, len(text)))
        bounds = self._code.run(text, pos, endpos, how)
        return None if bounds is None else _match(self, string, text, pos, endpos, bounds)

    def search(self, string, pos=0, endpos=_END):
        return self._run(string, pos, endpos, "search")

    def match(self, string, pos=0, endpos=_END):
        return self._run(string, pos, endpos, "match")

    def fullmatch(self, string, pos=0, endpos=_END):
        return self._run(string, pos, endpos, "fullmatch")

    def _found(self, *parts):
        return _match(self, *parts)

    def scanner(self, string, pos=0, endpos=_END):
        return _sre.SRE_Scanner(self, string, pos, endpos)

    def finditer(self, string, pos=0, endpos=_END):
        return iter(_sre.SRE_Scanner(self, string, pos, endpos).search, None)

    def findall(self, string, pos=0, endpos=_END):
        found = []
        empty = self._code.subject(string)[:0]
        for match in self.finditer(string, pos, endpos):
            if self.groups == 0:
                found.append(match.group())
            elif self.groups == 1:
                found.append(match._part(1, empty))
            else:
                found.append(match.groups(empty))
        return found

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        text = self._code.subject(string)
        for number, match in enumerate(self.finditer(string)):
            if maxsplit and number >= maxsplit:
                break
            start, end = match.span()
            parts.append(text[at:start])
            parts.extend(match.groups())
            at = end
        parts.append(text[at:] if at else text)  # no copy of a long text without a match
        return parts

    def subn(self, repl, string, count=0):
        parts = []
        at = 0
        done = 0
        text = self._code.subject(string)
        template = None
        literal = repl
        if not callable(repl) and not (isinstance(repl, str) and "\\" not in repl):
            if not (isinstance(repl, bytes) and b"\\" not in repl):
                template = _template(repl, self)
        for match in self.finditer(string):
            if count and done >= count:
                break
            start, end = match.span()
            if at < start:
                parts.append(text[at:start])
            if template is not None:
                literal = _fill(template, match)
            elif callable(repl):
                literal = repl(match)
            if literal is not None:
                parts.append(literal)
            at = end
            done += 1
        if not done:
            return text, 0
        if at < len(text):
            parts.append(text[at:])
        return text[:0].join(parts), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & 292 == 32:
            flags -= 32
        names = ["re." + name for flag, name in _NAMES.items() if flags & flag]
        if flags & ~511:
            names.append(hex(flags & ~511))
        return f"re.compile({', '.join([repr(self.pattern)[:200], *(['|'.join(names)] if names else [])])})"

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (type(self.pattern), self.pattern, self.flags) == (type(other.pattern), other.pattern, other.flags)

    def __hash__(self):
        return hash((len(self.pattern), self.groups, self.flags))  # that of a text is another in every run


def _make(pattern, flags):
    code = _limbeck.regex.compile(pattern, flags)
    if isinstance(code, tuple):
        kind, message, position = code
        if kind == "error":
            raise error(message, None if position is None else pattern, position)
        raise (OverflowError if kind == "OverflowError" else ValueError)(message)
    made = object.__new__(Pattern)
    made.pattern = pattern
    made.flags = code.flags
    made.groups = code.groups
    made._numbers = code.names
    made.groupindex = types.MappingProxyType(made._numbers)
    made._code = code
    return made


def compile(pattern, flags=0):
    if type(flags) is not int:
        flags = getattr(flags, "value", flags)
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    known = _compiled.get((type(pattern), pattern, flags))
    if known is not None:
        return known
    if len(_compiled) >= 512:
        del _compiled[next(iter(_compiled))]
    made = _compiled[(type(pattern), pattern, flags)] = _make(pattern, flags)
    return made


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def escape(pattern):
    text = pattern if isinstance(pattern, str) else str(pattern, "latin1")
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    text = "".join(["\\" + letter if letter in special else letter for letter in text])
    return text if isinstance(pattern, str) else text.encode("latin1")


def purge():
    _compiled.clear()
