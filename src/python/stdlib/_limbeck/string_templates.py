"""Template and Formatter of the module string, read when a script uses one."""
import re


class Template:
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.pattern = _made_pattern(cls)

    def __init__(self, template):
        self.template = template

    def _invalid(self, found):
        at = found.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines) or 1, column))

    def substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, True)

    def _filled(self, mapping, named, is_safe):
        def value_of(name):
            return named[name] if name in named or not mapping else mapping[name]

        def put(found):
            name = found.group("named") or found.group("braced")
            if name is not None:
                if not is_safe:
                    return str(value_of(name))
                try:
                    return str(value_of(name))
                except KeyError:
                    return found.group()
            if found.group("escaped") is not None:
                return self.delimiter
            if found.group("invalid") is not None:
                return found.group() if is_safe else self._invalid(found)
            raise ValueError("Unrecognized named group in pattern", self.pattern)

        return self.pattern.sub(put, self.template)

    def is_valid(self):
        for found in self.pattern.finditer(self.template):
            if found.group("invalid") is not None:
                return False
            if all(found.group(name) is None for name in ("named", "braced", "escaped")):
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return True

    def get_identifiers(self):
        names = []
        for found in self.pattern.finditer(self.template):
            name = found.group("named") or found.group("braced")
            if name is not None and name not in names:
                names.append(name)
            elif name is None and found.group("invalid") is None and found.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return names


def _made_pattern(cls):
    own = cls.__dict__.get("pattern")
    if own is not None:
        return own if isinstance(own, re.Pattern) else re.compile(own, cls.flags | re.VERBOSE)
    delimiter = re.escape(cls.delimiter)
    braced = cls.braceidpattern or cls.idpattern
    return re.compile(
        f"{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{cls.idpattern})|{{(?P<braced>{braced})}}|(?P<invalid>))",
        cls.flags | re.VERBOSE,
    )


Template.pattern = _made_pattern(Template)


# ---- Formatter ----------------------------------------------------------------------------------

def _parsed(text):
    """(literal, field, specification, conversion) for each field, and once more for the rest."""
    at = 0
    literal = ""
    while at < len(text):
        letter = text[at]
        at += 1
        if letter not in "{}":
            literal += letter
            continue
        if text[at : at + 1] == letter:
            literal += letter
            at += 1
            yield literal, None, None, None
            literal = ""
            continue
        if letter == "}":
            raise ValueError("Single '}' encountered in format string")
        if at == len(text):
            raise ValueError("Single '{' encountered in format string")
        end = _end_of_field(text, at)
        yield (literal, *_field(text[at:end]))
        literal = ""
        at = end + 1
    if literal:
        yield literal, None, None, None


def _end_of_field(text, at):
    depth = 1
    in_brackets = False
    in_name = True
    while at < len(text):
        letter = text[at]
        if in_name and letter == "[":
            in_brackets = True
        elif letter == "]":
            in_brackets = False
        elif not in_brackets:
            if letter in ":!" and depth == 1:
                in_name = False
            depth += (letter == "{") - (letter == "}")
            if not depth:
                return at
            if letter == "{" and in_name:
                raise ValueError("unexpected '{' in field name")
        at += 1
    raise ValueError("expected '}' before end of string")


def _field(text):
    at = 0
    in_brackets = False
    while at < len(text) and (in_brackets or text[at] not in ":!"):
        in_brackets = text[at] == "[" or (in_brackets and text[at] != "]")
        at += 1
    name, rest = text[:at], text[at:]
    if not rest:
        return name, "", None
    if rest[0] == ":":
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("end of string while looking for conversion specifier")
    if len(rest) > 2 and rest[2] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]


def _split_name(name):
    at = 0
    while at < len(name) and name[at] not in ".[":
        at += 1
    first, rest = name[:at], name[at:]
    return int(first) if first.isascii() and first.isdigit() else first, _steps(rest)


def _steps(rest):
    """(is an attribute, name) for each step."""
    while rest:
        if rest[0] == ".":
            end = 1
            while end < len(rest) and rest[end] not in ".[":
                end += 1
            name = rest[1:end]
            is_attribute = True
        elif rest[0] == "[":
            end = rest.find("]")
            if end < 0:
                raise ValueError("Missing ']' in format string")
            name = rest[1:end]
            end += 1
            is_attribute = False
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not name:
            raise ValueError("Empty attribute in format string")
        rest = rest[end:]
        yield is_attribute, int(name) if not is_attribute and name.isascii() and name.isdigit() else name


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, specification, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            if name == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto_arg_index)
                auto_arg_index += 1
            elif name.isdigit():
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            thing, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            thing = self.convert_field(thing, conversion)
            specification, auto_arg_index = self._vformat(
                specification, args, kwargs, used_args, recursion_depth - 1, auto_arg_index
            )
            parts.append(self.format_field(thing, specification))
        return "".join(parts), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _parsed(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        thing = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            thing = getattr(thing, name) if is_attribute else thing[name]
        return thing, first
