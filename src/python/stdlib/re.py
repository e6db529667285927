"""Regular expressions, matched by PCRE2."""
import _limbeck.regex

A = ASCII = 256
I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
NOFLAG = 0


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        super().__init__(msg)
        self.msg = msg
        self.pattern = pattern
        self.pos = pos


PatternError = error
_compiled = {}


class Match:
    def __init__(self, pattern, string, pos, endpos, bounds):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._bounds = bounds

    def _number(self, group):
        number = self.re.groupindex.get(group, -1) if isinstance(group, str) else group
        if not isinstance(number, int) or number < 0 or number > self.re.groups:
            raise IndexError("no such group")
        return number

    def _part(self, group, default=None):
        number = self._number(group)
        start = self._bounds[2 * number]
        return default if start < 0 else self.string[start : self._bounds[2 * number + 1]]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple(self._part(group) for group in groups)
        return self._part(groups[0] if groups else 0)

    __getitem__ = _part

    def groups(self, default=None):
        return tuple(self._part(number, default) for number in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        return {name: self._part(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0):
        return self._bounds[2 * self._number(group)]

    def end(self, group=0):
        return self._bounds[2 * self._number(group) + 1]

    def span(self, group=0):
        return self.start(group), self.end(group)

    def expand(self, template):
        return _fill(_template(template, self.re), self)

    def __repr__(self):
        return f"<re.Match object; span={self.span()!r}, match={self.group()!r}>"


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}


def _template(text, pattern):
    """The replacement as a list of strings, and of numbers of groups."""
    parts = []
    at = 0
    while at < len(text):
        slash = text.find("\\", at)
        if slash < 0 or slash + 1 == len(text):
            if slash >= 0:
                raise error("bad escape (end of pattern)")
            parts.append(text[at:])
            break
        parts.append(text[at:slash])
        letter = text[slash + 1]
        at = slash + 2
        if letter == "g":
            close = text.find(">", at)
            if text[at : at + 1] != "<" or close < 0:
                raise error("missing <")
            name = text[at + 1 : close]
            at = close + 1
            number = int(name) if name.isdigit() else pattern.groupindex.get(name)
            if number is None:
                raise IndexError(f"unknown group name {name!r}")
            parts.append(number)
        elif letter == "0":
            digits = letter
            while at < len(text) and len(digits) < 3 and text[at] in "01234567":
                digits += text[at]
                at += 1
            parts.append(chr(int(digits, 8)))
        elif letter.isdigit():
            if at < len(text) and text[at].isdigit():
                letter += text[at]
                at += 1
            parts.append(int(letter))
        elif letter in _ESCAPES:
            parts.append(_ESCAPES[letter])
        elif letter.isalpha() and letter.isascii():
            raise error(f"bad escape \\{letter}")
        else:
            parts.append("\\" + letter)
    for part in parts:
        if isinstance(part, int) and part > pattern.groups:
            raise error(f"invalid group reference {part}")
    return parts


def _fill(parts, match):
    return "".join([part if isinstance(part, str) else match._part(part, "") for part in parts])


class Pattern:
    def __init__(self, pattern, flags):
        if not isinstance(pattern, str):
            raise NotImplementedError("limbeck matches patterns of str only")
        if flags & LOCALE:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        self.pattern = pattern
        self.flags = flags if flags & ASCII else flags | UNICODE
        self._code = _limbeck.regex.compile(pattern, flags)
        if isinstance(self._code, str) and self._code.startswith("limbeck"):
            raise NotImplementedError(self._code)
        if isinstance(self._code, str):
            raise error(self._code, pattern)
        self.groups = self._code.groups
        self.groupindex = self._code.names

    def _run(self, string, pos, endpos, how):
        pos = max(0, min(pos, len(string)))
        endpos = len(string) if endpos is None else max(0, min(endpos, len(string)))
        bounds = self._code.run(string, pos, endpos, how)
        return None if bounds is None else Match(self, string, pos, endpos, bounds)

    def search(self, string, pos=0, endpos=None):
        return self._run(string, pos, endpos, "search")

    def match(self, string, pos=0, endpos=None):
        return self._run(string, pos, endpos, "match")

    def fullmatch(self, string, pos=0, endpos=None):
        return self._run(string, pos, endpos, "fullmatch")

    def finditer(self, string, pos=0, endpos=None):
        how = "search"
        while True:
            found = self._run(string, pos, endpos, how)
            if found is None:
                return
            yield found
            pos = found.end()
            how = "+search" if found.start() == pos else "search"

    def findall(self, string, pos=0, endpos=None):
        found = []
        for match in self.finditer(string, pos, endpos):
            if self.groups == 0:
                found.append(match.group())
            elif self.groups == 1:
                found.append(match._part(1, ""))
            else:
                found.append(match.groups(""))
        return found

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        for number, match in enumerate(self.finditer(string)):
            if maxsplit and number >= maxsplit:
                break
            parts.append(string[at : match.start()])
            parts.extend(match.groups())
            at = match.end()
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        parts = []
        at = 0
        done = 0
        template = _template(repl, self) if isinstance(repl, str) else None
        for match in self.finditer(string):
            if count and done >= count:
                break
            parts.append(string[at : match.start()])
            parts.append(_fill(template, match) if template is not None else repl(match))
            at = match.end()
            done += 1
        parts.append(string[at:])
        return "".join(parts), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __repr__(self):
        return f"re.compile({self.pattern!r})"

    def __eq__(self, other):
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    known = _compiled.get((pattern, flags))
    if known is None:
        known = _compiled[(pattern, flags)] = Pattern(pattern, flags)
    return known


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
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    return "".join(["\\" + letter if letter in special else letter for letter in pattern])


def purge():
    _compiled.clear()
