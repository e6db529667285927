"""JSON, read and written."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class JSONDecodeError(ValueError):
    pass


def _quote(text, ensure_ascii):
    out = []
    for character in text:
        code = ord(character)
        if character in _ESCAPES:
            out.append(_ESCAPES[character])
        elif code < 32 or (ensure_ascii and 127 < code < 65536) or code == 127 and ensure_ascii and False:
            out.append(f"\\u{code:04x}")
        elif ensure_ascii and code >= 65536:
            rest = code - 65536
            out.append(f"\\u{55296 + (rest >> 10):04x}\\u{56320 + (rest & 1023):04x}")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


class _Writer:
    def __init__(self, ensure_ascii, indent, separators, sort_keys, default):
        self.ensure_ascii = ensure_ascii
        self.indent = " " * indent if isinstance(indent, int) else indent
        self.item, self.key = separators or ((", ", ": ") if indent is None else (",", ": "))
        self.sort_keys = sort_keys
        self.default = default

    def write(self, value, depth=0):
        if value is None:
            return "null"
        if value is True:
            return "true"
        if value is False:
            return "false"
        if isinstance(value, str):
            return _quote(value, self.ensure_ascii)
        if isinstance(value, int):
            return str(int(value))
        if isinstance(value, float):
            return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(value), str(value))
        if isinstance(value, dict):
            items = sorted(value.items()) if self.sort_keys else value.items()
            return self.group("{}", [self.name(k) + self.key + self.write(v, depth + 1) for k, v in items], depth)
        if isinstance(value, (list, tuple)):
            return self.group("[]", [self.write(item, depth + 1) for item in value], depth)
        if self.default is not None:
            return self.write(self.default(value), depth)
        raise TypeError(f"Object of type {value.__class__.__name__} is not JSON serializable")

    def name(self, key):
        if isinstance(key, str):
            return _quote(key, self.ensure_ascii)
        if key is None or isinstance(key, (bool, int, float)):
            return '"' + self.write(key) + '"'
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def group(self, brackets, parts, depth):
        if not parts:
            return brackets
        if self.indent is None:
            return brackets[0] + self.item.join(parts) + brackets[1]
        inner = "\n" + self.indent * (depth + 1)
        return brackets[0] + inner + (self.item + inner).join(parts) + "\n" + self.indent * depth + brackets[1]


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False):
    if cls is not None:
        default = cls().default
    return _Writer(ensure_ascii, indent, separators, sort_keys, default).write(obj)


class JSONEncoder:
    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, what):
        before = self.text[:self.at]
        line = before.count("\n") + 1
        column = self.at - before.rfind("\n")
        raise JSONDecodeError(f"{what}: line {line} column {column} (char {self.at})")

    def blanks(self):
        text = self.text
        while self.at < len(text) and text[self.at] in " \t\r\n":
            self.at += 1

    def peek(self):
        self.blanks()
        return self.text[self.at] if self.at < len(self.text) else ""

    def value(self):
        first = self.peek()
        if first == "{":
            return self.object()
        if first == "[":
            return self.array()
        if first == '"':
            return self.string()
        for word, value in (("null", None), ("true", True), ("false", False)):
            if self.text[self.at:self.at + len(word)] == word:
                self.at += len(word)
                return value
        return self.number()

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-0123456789.eE":
            self.at += 1
        digits = self.text[start:self.at]
        if not digits:
            self.fail("Expecting value")
        return float(digits) if "." in digits or "e" in digits or "E" in digits else int(digits)

    def string(self):
        out = []
        self.at += 1
        while True:
            if self.at >= len(self.text):
                self.fail("Unterminated string starting at")
            character = self.text[self.at]
            self.at += 1
            if character == '"':
                return "".join(out)
            if character != "\\":
                out.append(character)
                continue
            escape = self.text[self.at]
            self.at += 1
            if escape == "u":
                code = int(self.text[self.at:self.at + 4], 16)
                self.at += 4
                if 55296 <= code < 56320 and self.text[self.at:self.at + 2] == "\\u":
                    low = int(self.text[self.at + 2:self.at + 6], 16)
                    self.at += 6
                    code = 65536 + ((code - 55296) << 10) + (low - 56320)
                out.append(chr(code))
            else:
                out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(escape, escape))

    def array(self):
        items = []
        self.at += 1
        if self.peek() == "]":
            self.at += 1
            return items
        while True:
            items.append(self.value())
            end = self.peek()
            self.at += 1
            if end == "]":
                return items
            if end != ",":
                self.fail("Expecting ',' delimiter")

    def object(self):
        members = {}
        self.at += 1
        if self.peek() == "}":
            self.at += 1
            return members
        while True:
            if self.peek() != '"':
                self.fail("Expecting property name enclosed in double quotes")
            key = self.string()
            if self.peek() != ":":
                self.fail("Expecting ':' delimiter")
            self.at += 1
            members[key] = self.value()
            end = self.peek()
            self.at += 1
            if end == "}":
                return members
            if end != ",":
                self.fail("Expecting ',' delimiter")


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None):
    reader = _Reader(s.decode() if isinstance(s, bytes) else s)
    value = reader.value()
    if reader.peek():
        reader.fail("Extra data")
    return value
