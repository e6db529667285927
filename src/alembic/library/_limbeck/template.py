"""script.py.mako, turned into Python that limbeck evaluates: expressions, control
lines, blocks and comments; what else Mako knows is refused by name."""
import re

_CONTROL = re.compile(r"[\t ]*(%(?!%)|##)[\t ]*((?:\\\r?\n|[^\r\n])*)(?:\r?\n|\Z)")
_PERCENT = re.compile(r"([\t ]*)%%(%*)")
_PLAIN = re.compile(r"[^\n$<\\]+")
_KEYWORD = re.compile(r"(\w+)(.*)", re.S)
_NAME = re.compile(r"[A-Za-z_]\w*")
_PYTHON_WORDS = (
    "and or not in is if else elif for while lambda None True False import from as def class return with try except "
    "finally raise pass yield assert del global nonlocal break continue async await"
).split()


class TemplateError(Exception):
    def __init__(self, message, line):
        super().__init__(message)
        self.line = line


class Undefined:
    """A name nobody defined: false, and an error once it is written."""

    def __bool__(self):
        return False

    def __str__(self):
        raise NameError("Undefined")


UNDEFINED = Undefined()


class Context:
    def __init__(self, values):
        self._values = values

    def get(self, key, default=None):
        return self._values.get(key, default)

    def __getitem__(self, key):
        return self._values[key]

    def __contains__(self, key):
        return key in self._values

    def keys(self):
        return list(self._values)


def escape_html(value):
    text = str(value).replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def trim(value):
    return str(value).strip()


_FILTERS = {"h": "_escape_html", "x": "_escape_html", "trim": "_trim", "str": "str", "unicode": "str"}


def _until(text, at, ends, line):
    """Where Python code ends: at the first of `ends` outside strings, comments and brackets."""
    depth = 0
    while at < len(text):
        letter = text[at]
        if letter in "'\"":
            quote = letter * 3 if text.startswith(letter * 3, at) else letter
            at += len(quote)
            while at < len(text) and not text.startswith(quote, at):
                at += 2 if text[at] == "\\" else 1
            at += len(quote)
            continue
        for end in ends:
            if depth == 0 and text.startswith(end, at):
                return at
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "#":
            newline = text.find("\n", at)
            at = len(text) if newline < 0 else newline
            continue
        at += 1
    raise TemplateError("Expected: " + ",".join(ends), line)


def _dedented(code):
    lines = code.replace("\t", "    ").split("\n")
    filled = [line for line in lines if line.strip()]
    margin = min([len(line) - len(line.lstrip()) for line in filled]) if filled else 0
    return [line[margin:] for line in lines]


class _Compiler:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.depth = 0
        self.source = []
        self.lines = []
        self.blocks = []
        self.names = []

    def line(self):
        return self.text.count("\n", 0, self.at) + 1

    def put(self, code, line):
        self.source.append("    " * self.depth + code)
        self.lines.append(line)

    def note_names(self, code):
        for match in _NAME.finditer(code):
            name = match.group()
            if name not in _PYTHON_WORDS and name not in self.names:
                self.names.append(name)

    def write(self, text):
        if text:
            self.put(f"_write({text!r})", self.line())

    def expression(self):
        line = self.line()
        start = self.at + 2
        end = _until(self.text, start, ["|", "}"], line)
        code = self.text[start:end].strip()
        filters = []
        if self.text[end] == "|":
            close = _until(self.text, end + 1, ["}"], line)
            filters = [name.strip() for name in self.text[end + 1 : close].split(",") if name.strip()]
            end = close
        self.note_names(code)
        self.note_names(" ".join([name for name in filters if name != "n" and name not in _FILTERS]))
        if "n" not in filters:
            filters = ["str"] + filters
        code = f"({code})"
        for name in filters:
            if name == "u":
                raise TemplateError("limbeck does not know the filter u", line)
            if name != "n":
                code = f"{_FILTERS.get(name, name)}({code})"
        self.put(f"_write({code})", line)
        self.at = end + 1

    def block(self):
        line = self.line()
        start = self.at + (3 if self.text.startswith("<%!", self.at) else 2)
        end = _until(self.text, start, ["%>"], line)
        code = self.text[start:end]
        first = line
        for part in _dedented(code[code.find("\n") + 1 :] if code[: code.find("\n") + 1].strip() == "" else code):
            if part.strip():
                self.put(part, first)
        self.note_names(code)
        self.at = end + 2

    def tag(self):
        line = self.line()
        if self.text.startswith("<%doc>", self.at):
            end = self.text.find("</%doc>", self.at)
            if end < 0:
                raise TemplateError("Unclosed tag: <%doc>", line)
            self.at = end + len("</%doc>")
        elif self.text.startswith("<%text>", self.at):
            end = self.text.find("</%text>", self.at)
            if end < 0:
                raise TemplateError("Unclosed tag: <%text>", line)
            self.write(self.text[self.at + len("<%text>") : end])
            self.at = end + len("</%text>")
        elif re.match(r"<%[A-Za-z]", self.text[self.at : self.at + 3]):
            name = _NAME.match(self.text[self.at + 2 :]).group()
            raise TemplateError(f"limbeck does not know the Mako tag <%{name}>", line)
        else:
            self.block()

    def control(self, operator, code):
        line = self.line()
        if operator == "##":
            return
        code = re.sub(r"\\\r?\n", " ", code).strip()
        word, rest = _KEYWORD.match(code).groups() if _KEYWORD.match(code) else ("", "")
        if word.startswith("end"):
            if not self.blocks or self.blocks.pop() != word[3:]:
                raise TemplateError(f"Starting keyword not found for '{word}'", line)
            self.put("pass", line)
            self.depth -= 1
            return
        self.note_names(code)
        if word in ("else", "elif", "except", "finally"):
            if not self.blocks:
                raise TemplateError(f"'{word}' without its beginning", line)
            self.put("pass", line)
            self.depth -= 1
        elif word in ("if", "for", "while", "try", "with"):
            self.blocks.append(word)
        else:
            raise TemplateError(f"Unsupported control keyword: '{word}'", line)
        self.put(code, line)
        self.depth += 1

    def at_line_start(self):
        rest = self.text[self.at :]
        match = _CONTROL.match(rest)
        if match and match.group():
            self.control(match.group(1), match.group(2))
            self.at += match.end()
            return True
        match = _PERCENT.match(rest)
        if match:
            self.write(match.group(1) + "%" + match.group(2))
            self.at += match.end()
        return False

    def compile(self):
        text = self.text
        while self.at < len(text):
            if (self.at == 0 or text[self.at - 1] == "\n") and self.at_line_start():
                continue
            if self.at >= len(text):
                break
            plain = _PLAIN.match(text[self.at :])
            if plain:
                self.write(plain.group())
                self.at += plain.end()
            elif text.startswith("${", self.at):
                self.expression()
            elif text.startswith("<%", self.at):
                self.tag()
            elif text.startswith("\\\n", self.at) or text.startswith("\\\r\n", self.at):
                self.at = text.find("\n", self.at) + 1
            else:
                self.write(text[self.at])
                self.at += 1
        if self.blocks:
            raise TemplateError(f"Unterminated control keyword: '{self.blocks[-1]}'", self.line())


_PRELUDE = [
    "from _limbeck.template import Context, UNDEFINED as _UNDEFINED, escape_html as _escape_html, trim as _trim",
    "from _limbeck.generation import shared as _shared",
    "_values = _shared[0]",
    "context = Context(_values)",
    "_parts = []",
    "_write = _parts.append",
]


def compile_template(text, values):
    """The Python source, and for each of its lines the line of the template."""
    compiler = _Compiler(text)
    compiler.compile()
    known = _PRELUDE + [f"{name} = _values[{name!r}]" for name in values]
    for name in compiler.names:
        known += [f"try: {name}", f"except NameError: {name} = _UNDEFINED"]
    body = compiler.source + ["_text = ''.join(_parts)"]
    return "\n".join(known + body) + "\n", [0] * len(known) + compiler.lines + [0]
