"""Rows of text: what CPython 3.11's csv reads and writes."""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
__version__ = "1.0"

_limit = 128 * 1024
_dialects = {}


class Error(Exception):
    pass


class Dialect:
    _name = ""
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


_PARTS = ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict")


class _Format:
    """A dialect, with the arguments that change it."""

    delimiter, doublequote, escapechar, lineterminator = ",", True, None, "\r\n"
    quotechar, quoting, skipinitialspace, strict = '"', QUOTE_MINIMAL, False, False

    def __init__(self, dialect, given):
        for name in given:
            if name not in _PARTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in _PARTS:
            value = given[name] if name in given else getattr(dialect, name, getattr(_Format, name))
            if value is None and name in ("doublequote", "skipinitialspace", "quoting", "lineterminator", "delimiter"):
                value = getattr(_Format, name)
            setattr(self, name, value)
        for name in ("delimiter", "escapechar", "quotechar"):
            value = getattr(self, name)
            if value is None and name != "delimiter":
                continue
            if not isinstance(value, str):
                raise TypeError(f'"{name}" must be string or None, not {type(value).__name__}' if name != "delimiter"
                                else f'"{name}" must be string, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
        if type(self.quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 3:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            if "quoting" in given:
                raise TypeError("quotechar must be set if quoting enabled")
            self.quoting = QUOTE_NONE


def register_dialect(name, dialect=None, **given):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Format(dialect, given)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*limit):
    global _limit
    before = _limit
    if limit:
        if not isinstance(limit[0], int):
            raise TypeError("limit must be an integer")
        _limit = limit[0]
    return before


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)

_END = "end of the line"
(_RECORD, _FIELD, _ESCAPED, _INSIDE, _QUOTED, _ESCAPED_QUOTED, _QUOTE, _ENDED, _AFTER_BREAK) = range(9)


class reader:
    def __init__(self, lines, dialect="excel", **given):
        self.dialect = _Format(dialect, given)
        self.line_num = 0
        self._lines = iter(lines)

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._state, self._is_number = [], [], _RECORD, False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not self._field and self._state != _QUOTED:
                    raise
                if self.dialect.strict:
                    raise Error("unexpected end of data")
                self._save()
                return self._fields
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in "
                            "text mode)")
            self.line_num += 1
            if self._state == _RECORD and self._is_plain(line):
                return self._split(line)
            for char in line:
                self._take(char)
            self._take(_END)
            if self._state == _RECORD:
                return self._fields

    def _is_plain(self, line):
        how = self.dialect
        text = line.rstrip("\r\n")
        return not (how.skipinitialspace or how.quoting == QUOTE_NONNUMERIC or how.quotechar and how.quotechar in text or
                    how.escapechar and how.escapechar in text or "\r" in text or "\n" in text or len(text) > _limit)

    def _split(self, line):
        text = line.rstrip("\r\n")
        return text.split(self.dialect.delimiter) if text else []

    def _add(self, char):
        if len(self._field) >= _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._field.append(char)

    def _save(self):
        text = "".join(self._field)
        self._fields.append(float(text) if self._is_number else text)
        self._field, self._is_number = [], False

    def _end_of_field(self, char):
        self._save()
        self._state = _RECORD if char is _END else _ENDED

    def _take(self, char):
        how, state = self.dialect, self._state
        is_break = char is _END or char == "\n" or char == "\r"
        if state == _RECORD:
            if is_break:
                self._state = _RECORD if char is _END else _ENDED
                return
            state = _FIELD
        if state == _FIELD:
            if is_break:
                self._end_of_field(char)
            elif char == how.quotechar and how.quoting != QUOTE_NONE:
                self._state = _QUOTED
            elif char == how.escapechar:
                self._state = _ESCAPED
            elif char == " " and how.skipinitialspace:
                self._state = _FIELD
            elif char == how.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._is_number = how.quoting == QUOTE_NONNUMERIC
                self._add(char)
                self._state = _INSIDE
        elif state == _ESCAPED:
            self._add("\n" if char is _END else char)
            self._state = _AFTER_BREAK if char == "\n" or char == "\r" else _INSIDE
        elif state == _INSIDE or state == _AFTER_BREAK:
            if state == _AFTER_BREAK and char is _END:
                return
            if is_break:
                self._end_of_field(char)
            elif char == how.escapechar:
                self._state = _ESCAPED
            elif char == how.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._add(char)
                self._state = _INSIDE
        elif state == _QUOTED:
            if char is _END:
                return
            if char == how.escapechar:
                self._state = _ESCAPED_QUOTED
            elif char == how.quotechar and how.quoting != QUOTE_NONE:
                self._state = _QUOTE if how.doublequote else _INSIDE
            else:
                self._add(char)
        elif state == _ESCAPED_QUOTED:
            self._add("\n" if char is _END else char)
            self._state = _QUOTED
        elif state == _QUOTE:
            if char == how.quotechar and how.quoting != QUOTE_NONE:
                self._add(char)
                self._state = _QUOTED
            elif char == how.delimiter:
                self._save()
                self._state = _FIELD
            elif is_break:
                self._end_of_field(char)
            elif how.strict:
                raise Error(f"'{how.delimiter}' expected after '{how.quotechar}'")
            else:
                self._add(char)
                self._state = _INSIDE
        elif char is _END:
            self._state = _RECORD
        elif not is_break:
            raise Error("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?")


class writer:
    def __init__(self, file, dialect="excel", **given):
        self.dialect = _Format(dialect, given)
        if not hasattr(file, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._write = file.write

    def _text(self, value, is_only):
        how = self.dialect
        is_quoted = how.quoting == QUOTE_ALL or how.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float)) \
            and not hasattr(value, "__float__")
        text = "" if value is None else value if isinstance(value, str) else str(value)
        written = []
        for char in text:
            escapes = False
            if char == how.delimiter or char == how.escapechar or char == how.quotechar or char in how.lineterminator:
                if how.quoting == QUOTE_NONE:
                    escapes = True
                elif char == how.quotechar:
                    if how.doublequote:
                        written.append(char)
                    else:
                        escapes = True
                elif char == how.escapechar:
                    escapes = True
                is_quoted = is_quoted or not escapes
                if escapes:
                    if how.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    written.append(how.escapechar)
            written.append(char)
        if not text and is_only:
            if how.quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            is_quoted = True
        text = "".join(written)
        return how.quotechar + text + how.quotechar if is_quoted else text

    def writerow(self, row):
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}")
        texts = [self._text(value, len(values) == 1) for value in values]
        return self._write(self.dialect.delimiter.join(texts) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def _names(given):
    """Names that come from an iterator are kept, since it can be read once."""
    return list(given) if given is not None and iter(given) is given else given


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.restkey, self.restval, self.line_num = dialect, restkey, restval, 0
        self._fieldnames = _names(fieldnames)

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, names):
        self._fieldnames = names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while not row:
            row = next(self.reader)
        found = dict(zip(names, row))
        if row[len(names):]:
            found[self.restkey] = row[len(names):]
        found.update((name, self.restval) for name in names[len(row):])
        return found


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames, self.restval, self.extrasaction = _names(fieldnames), restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def _values(self, row):
        unknown = [repr(key) for key in row if key not in self.fieldnames] if self.extrasaction == "raise" else []
        if unknown:
            raise ValueError("dict contains fields not in fieldnames: " + ", ".join(unknown))
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writeheader(self):
        return self.writerow({name: name for name in self.fieldnames})

    def writerow(self, row):
        return self.writer.writerow(self._values(row))

    def writerows(self, rows):
        return self.writer.writerows(self._values(row) for row in rows)
