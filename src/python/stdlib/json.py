"""JSON, read and written."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


def _quote(text, ensure_ascii):
    out = []
    for character in str.__iter__(text):
        code = ord(character)
        if character in _ESCAPES:
            out.append(_ESCAPES[character])
        elif code < 32 or (ensure_ascii and 127 <= code < 65536):
            out.append(f"\\u{code:04x}")
        elif ensure_ascii and code >= 65536:
            rest = code - 65536
            out.append(f"\\u{55296 + (rest >> 10):04x}\\u{56320 + (rest & 1023):04x}")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if isinstance(o, str):
            return _quote(o, self.ensure_ascii)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        if not _one_shot:
            raise NotImplementedError("limbeck has no JSONEncoder.iterencode(), which yields parts")
        return [_Writer(self).write(o)]


class _Writer:
    def __init__(self, encoder):
        self.encoder = encoder
        self.ensure_ascii = encoder.ensure_ascii
        indent = encoder.indent
        self.indent = " " * indent if indent is not None and not isinstance(indent, str) else indent
        self.open = {} if encoder.check_circular else None

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
            return int.__repr__(value)
        if isinstance(value, float):
            return self.real(value)
        if self.open is not None and not (isinstance(value, (dict, list, tuple)) and not value):
            if id(value) in self.open:
                raise ValueError("Circular reference detected")
            self.open[id(value)] = value
        text = self.compound(value, depth)
        if self.open is not None:
            self.open.pop(id(value), None)
        return text

    def compound(self, value, depth):
        if isinstance(value, dict):
            if not value:
                return "{}"
            items = sorted(value.items()) if self.encoder.sort_keys else value.items()
            if self.encoder.skipkeys:
                items = [(k, v) for k, v in items if k is None or isinstance(k, (str, bool, int, float))]
            between = self.encoder.key_separator
            return self.group("{}", [self.name(k) + between + self.write(v, depth + 1) for k, v in items], depth)
        if isinstance(value, (list, tuple)):
            return self.group("[]", [self.write(item, depth + 1) for item in value], depth)
        return self.write(self.encoder.default(value), depth)

    def real(self, value):
        if value != value or value in (float("inf"), -float("inf")):
            if not self.encoder.allow_nan:
                raise ValueError("Out of range float values are not JSON compliant")
            return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        return float.__repr__(value)

    def name(self, key):
        if isinstance(key, str):
            return _quote(key, self.ensure_ascii)
        if key is None or isinstance(key, (bool, int, float)):
            return '"' + self.write(key) + '"'
        shown = type(key).__name__
        if self.indent is None and type(key).__module__ in ("datetime", "decimal"):  # CPython's encoder in C
            shown = f"{type(key).__module__}.{shown}"
        raise TypeError(f"keys must be str, int, float, bool or None, not {shown}")

    def group(self, brackets, parts, depth):
        if not parts and (brackets == "[]" or self.indent is None):
            return brackets
        comma = self.encoder.item_separator
        if self.indent is None:
            return brackets[0] + comma.join(parts) + brackets[1]
        inner = "\n" + self.indent * (depth + 1)
        return brackets[0] + inner + (comma + inner).join(parts) + "\n" + self.indent * depth + brackets[1]


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    encoder = JSONEncoder if cls is None else cls
    return encoder(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
                   indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


class _Reader:
    def __init__(self, text, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 object_pairs_hook=None, strict=True):
        self.text = text
        self.at = 0
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or float
        self.object_pairs_hook = object_pairs_hook
        self.strict = strict

    def fail(self, what):
        raise JSONDecodeError(what, self.text, self.at)

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
        for word in ("NaN", "Infinity", "-Infinity"):
            if self.text[self.at:self.at + len(word)] == word:
                self.at += len(word)
                return self.parse_constant(word)
        return self.number()

    def digits(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "0123456789":
            self.at += 1
        return self.at - start

    def number(self):
        start = self.at
        self.at += self.text[self.at:self.at + 1] == "-"
        if self.text[self.at:self.at + 1] == "0":
            self.at += 1
        elif not self.digits():
            self.at = start
            self.fail("Expecting value")
        end = self.at
        if self.text[self.at:self.at + 1] == ".":
            self.at += 1
            self.at = end = self.at if self.digits() else end
        if self.text[self.at:self.at + 1] in ("e", "E"):
            self.at += 1
            self.at += self.text[self.at:self.at + 1] in ("+", "-")
            self.at = end = self.at if self.digits() else end
        self.at = end
        digits = self.text[start:end]
        is_whole = digits.lstrip("-").isdecimal()
        return self.parse_int(digits) if is_whole else self.parse_float(digits)

    def code(self):
        digits = self.text[self.at:self.at + 4]
        if len(digits) != 4 or any(letter not in "0123456789abcdefABCDEF" for letter in digits):
            self.at -= 1
            self.fail("Invalid \\uXXXX escape")
        self.at += 4
        return int(digits, 16)

    def string(self):
        out = []
        start = self.at
        self.at += 1
        while True:
            if self.at >= len(self.text):
                self.at = start
                self.fail("Unterminated string starting at")
            character = self.text[self.at]
            self.at += 1
            if character == '"':
                return "".join(out)
            if character != "\\":
                if self.strict and character < " ":
                    self.at -= 1
                    self.fail("Invalid control character at")
                out.append(character)
                continue
            escape = self.text[self.at:self.at + 1]
            if not escape or escape not in "\"\\/bfnrtu":
                self.at = self.at - 1 if escape else start
                self.fail("Invalid \\escape" if escape else "Unterminated string starting at")
            self.at += 1
            if escape == "u":
                code = self.code()
                if 55296 <= code < 56320 and self.text[self.at:self.at + 2] == "\\u":
                    after = self.at
                    self.at += 2
                    low = self.code()
                    if 56320 <= low < 57344:
                        code = 65536 + ((code - 55296) << 10) + (low - 56320)
                    else:
                        self.at = after
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
                self.at -= 1
                self.fail("Expecting ',' delimiter")

    def made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        return dict(pairs) if self.object_hook is None else self.object_hook(dict(pairs))

    def object(self):
        pairs = []
        self.at += 1
        if self.peek() == "}":
            self.at += 1
            return self.made(pairs)
        while True:
            if self.peek() != '"':
                self.fail("Expecting property name enclosed in double quotes")
            key = self.string()
            if self.peek() != ":":
                self.fail("Expecting ':' delimiter")
            self.at += 1
            pairs.append((key, self.value()))
            end = self.peek()
            self.at += 1
            if end == "}":
                return self.made(pairs)
            if end != ",":
                self.at -= 1
                self.fail("Expecting ',' delimiter")


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or float
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def _reader(self, s):
        return _Reader(s, self.object_hook, self.parse_float, self.parse_int, self.parse_constant,
                       self.object_pairs_hook, self.strict)

    def decode(self, s):
        reader = self._reader(s)
        value = reader.value()
        if reader.peek():
            reader.fail("Extra data")
        return value

    def raw_decode(self, s, idx=0):
        if idx < 0:
            raise NotImplementedError("limbeck has no JSONDecoder.raw_decode() at a negative index")
        reader = self._reader(s)
        reader.at = idx
        if s[idx:idx + 1] in (" ", "\t", "\n", "\r"):
            reader.fail("Expecting value")
        return reader.value(), reader.at


def _text_of(s):
    if s.startswith(b"\xef\xbb\xbf"):
        return s[3:].decode()
    if 0 in s[:4] or s.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotImplementedError("limbeck reads JSON from bytes in UTF-8 alone")
    return s.decode()


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, bytes):
        s = _text_of(s)
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    given = {"object_hook": object_hook, "parse_float": parse_float, "parse_int": parse_int,
             "parse_constant": parse_constant, "object_pairs_hook": object_pairs_hook}
    kw.update([(name, value) for name, value in given.items() if value is not None])
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)
