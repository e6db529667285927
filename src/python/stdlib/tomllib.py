"""TOML 1.0, as CPython's tomllib reads it; the texts of its errors are limbeck's."""
import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ("loads", "load", "TOMLDecodeError")


class TOMLDecodeError(ValueError):
    pass


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_NUMBER = re.compile(r"0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|"
                     r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?")
_OFFSET = re.compile(r"[Zz]|([+-])([0-9]{2}):([0-9]{2})")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.root = {}
        self.closed = set()  # tables that a header defined, by id: neither defined nor extended by a dotted key again
        self.inline = set()  # inline tables and arrays, by id
        self.dotted = set()  # tables that dotted keys made, by id
        self.kept = []

    def fail(self, message):
        line = self.text.count("\n", 0, self.at) + 1
        column = self.at - (self.text.rfind("\n", 0, self.at) + 1) + 1
        raise TOMLDecodeError(f"{message} (at line {line}, column {column})")

    def looks_at(self, text):
        return self.text.startswith(text, self.at)

    def skip_space(self):
        self.at = _SPACE.match(self.text, self.at).end()

    def skip_comment(self):
        self.skip_space()
        if self.looks_at("#"):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", self.text[self.at:end]):
                self.fail("Illegal character in a comment")
            self.at = end

    def skip_lines(self):
        while True:
            self.skip_comment()
            if not self.looks_at("\n"):
                return
            self.at += 1

    def expect(self, text):
        if not self.looks_at(text):
            self.fail(f"Expected {text!r}")
        self.at += len(text)

    # ---- keys ------------------------------------------------------------------------------

    def key(self):
        parts = []
        while True:
            self.skip_space()
            if self.looks_at('"'):
                parts.append(self.basic_string())
            elif self.looks_at("'"):
                parts.append(self.literal_string())
            else:
                found = _BARE.match(self.text, self.at)
                if not found:
                    self.fail("Invalid initial character for a key part")
                parts.append(found.group())
                self.at = found.end()
            self.skip_space()
            if not self.looks_at("."):
                return parts
            self.at += 1

    def step(self, table, name, is_dotted):
        """The table of this name, made where it is missing."""
        if name not in table:
            made = table[name] = {}
            self.kept.append(made)
            if is_dotted:
                self.dotted.add(id(made))
            return made
        found = table[name]
        if isinstance(found, list) and found and id(found) not in self.inline and not is_dotted:
            found = found[-1]
        if not isinstance(found, dict) or id(found) in self.inline or (is_dotted and id(found) in self.closed):
            self.fail("Cannot overwrite a value")
        return found

    def assign(self, table, parts, value):
        for name in parts[:-1]:
            table = self.step(table, name, True)
        if parts[-1] in table:
            self.fail("Cannot overwrite a value")
        table[parts[-1]] = value

    # ---- values ----------------------------------------------------------------------------

    def escape(self, is_multiline):
        self.at += 1
        letter = self.text[self.at:self.at + 1]
        if letter in _ESCAPES and letter:
            self.at += 1
            return _ESCAPES[letter]
        if letter in ("u", "U"):
            count = 4 if letter == "u" else 8
            digits = self.text[self.at + 1:self.at + 1 + count]
            if not re.fullmatch(r"[0-9A-Fa-f]{%d}" % count, digits):
                self.fail("Invalid hex value")
            code = int(digits, 16)
            if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                self.fail("Escaped character is not a Unicode scalar value")
            self.at += 1 + count
            return chr(code)
        blank = re.compile(r"[ \t]*\n[ \t\n]*").match(self.text, self.at)
        if not is_multiline or not blank:
            self.fail("Unescaped '\\' in a string")
        self.at = blank.end()
        return ""

    def string(self, quote, escapes):
        is_multiline = len(quote) == 3
        self.at += len(quote)
        if is_multiline and self.looks_at("\n"):
            self.at += 1
        parts = []
        while True:
            if self.at >= len(self.text):
                self.fail("Unterminated string")
            if self.looks_at(quote):
                self.at += len(quote)
                for _ in range(2 if is_multiline else 0):  # up to two quotes before the end belong to the text
                    if self.looks_at(quote[0]):
                        parts.append(quote[0])
                        self.at += 1
                return "".join(parts)
            letter = self.text[self.at]
            if escapes and letter == "\\":
                parts.append(self.escape(is_multiline))
                continue
            if (letter == "\n" and not is_multiline) or (letter < " " and letter not in "\t\n") or letter == "\x7f":
                self.fail(f"Illegal character {letter!r}")
            parts.append(letter)
            self.at += 1

    def basic_string(self):
        return self.string('"', True)

    def literal_string(self):
        return self.string("'", False)

    def array(self):
        made = []
        self.at += 1
        self.skip_lines()
        while not self.looks_at("]"):
            made.append(self.value())
            self.skip_lines()
            if not self.looks_at(","):
                break
            self.at += 1
            self.skip_lines()
        self.expect("]")
        return made

    def inline_table(self):
        made = {}
        self.at += 1
        self.skip_space()
        while not self.looks_at("}"):
            parts = self.key()
            self.expect("=")
            self.skip_space()
            self.assign(made, parts, self.value())
            self.skip_space()
            if not self.looks_at(","):
                break
            self.at += 1
            self.skip_space()
            if self.looks_at("}"):
                self.fail("Expected a key")
        self.expect("}")
        self.freeze(made)
        return made

    def freeze(self, value):
        if isinstance(value, (dict, list)):
            self.inline.add(id(value))
            self.kept.append(value)
            for item in value.values() if isinstance(value, dict) else value:
                self.freeze(item)

    def date_or_time(self):
        found = _DATE.match(self.text, self.at)
        clock = _TIME.match(self.text, self.at)
        if clock:
            self.at = clock.end()
            return time(*self.clock_parts(clock))
        if not found:
            return None
        day = [int(part) for part in found.groups()]
        rest = _TIME.match(self.text, found.end() + 1) if self.text[found.end():found.end() + 1] in ("T", "t", " ") else None
        self.at = found.end()
        try:
            if not rest:
                return date(*day)
            self.at = rest.end()
            offset = _OFFSET.match(self.text, self.at)
            zone = None
            if offset:
                self.at = offset.end()
                zone = timezone.utc
                if offset.group(1):
                    minutes = int(offset.group(2)) * 60 + int(offset.group(3))
                    zone = timezone(timedelta(minutes=-minutes if offset.group(1) == "-" else minutes))
            return datetime(*day, *self.clock_parts(rest), tzinfo=zone)
        except ValueError:
            self.fail("Invalid date or datetime")

    @staticmethod
    def clock_parts(found):
        hour, minute, second, fraction = found.groups()
        return int(hour), int(minute), int(second), int((fraction or "").ljust(6, "0"))

    def number(self):
        for word in ("inf", "nan"):
            for sign in ("", "+", "-"):
                if self.looks_at(sign + word):
                    self.at += len(sign + word)
                    return self.parse_float(sign + word)
        found = _NUMBER.match(self.text, self.at)
        if not found:
            self.fail("Invalid value")
        self.at = found.end()
        digits = found.group()
        if digits[:2] in ("0x", "0o", "0b"):
            return int(digits, 0)
        return self.parse_float(digits) if any(letter in digits for letter in ".eE") else int(digits)

    def value(self):
        if self.looks_at('"""'):
            return self.string('"""', True)
        if self.looks_at("'''"):
            return self.string("'''", False)
        if self.looks_at('"'):
            return self.basic_string()
        if self.looks_at("'"):
            return self.literal_string()
        if self.looks_at("["):
            made = self.array()
            self.freeze(made)
            return made
        if self.looks_at("{"):
            return self.inline_table()
        for word, constant in (("true", True), ("false", False)):
            if self.looks_at(word):
                self.at += len(word)
                return constant
        found = self.date_or_time()
        return self.number() if found is None else found

    # ---- the document ----------------------------------------------------------------------

    def header(self):
        is_array = self.looks_at("[[")
        self.at += 2 if is_array else 1
        parts = self.key()
        table = self.root
        for name in parts[:-1]:
            table = self.step(table, name, False)
        if is_array:
            rows = table.setdefault(parts[-1], [])
            if not isinstance(rows, list) or id(rows) in self.inline:
                self.fail("Cannot overwrite a value")
            rows.append({})
            found = rows[-1]
        else:
            is_new = parts[-1] not in table
            if not is_new and isinstance(table[parts[-1]], list):
                self.fail("Cannot declare a table twice")
            found = self.step(table, parts[-1], False)
            if id(found) in self.closed or id(found) in self.dotted:
                self.fail("Cannot declare a table twice")
            self.closed.add(id(found))
        self.kept.append(found)
        self.expect("]]" if is_array else "]")
        return found

    def document(self):
        table = self.root
        self.skip_lines()
        while self.at < len(self.text):
            if self.looks_at("["):
                table = self.header()
            else:
                parts = self.key()
                self.expect("=")
                self.skip_space()
                self.assign(table, parts, self.value())
            self.skip_comment()
            if self.at < len(self.text) and not self.looks_at("\n"):
                self.fail("Expected newline or end of document after a statement")
            self.skip_lines()
        return self.root


def loads(s, /, *, parse_float=float):
    reader = _Reader(s.replace("\r\n", "\n"))
    reader.parse_float = parse_float
    return reader.document()


def load(fp, /, *, parse_float=float):
    content = fp.read()
    if not isinstance(content, bytes):
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`")
    return loads(content.decode(), parse_float=parse_float)
