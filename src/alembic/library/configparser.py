"""ConfigParser: files in the format of ini."""
import re

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()


class Error(Exception):
    def __init__(self, message=""):
        self.message = message
        super().__init__(message)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f"No section: {section!r}")
        self.section = section
        self.args = (section,)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        text = f"Section {section!r} already exists"
        if source is not None:
            place = f"While reading from {source!r}" + ("" if lineno is None else f" [line {lineno:2d}]")
            text = f"{place}: section {section!r} already exists"
        super().__init__(text)
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        text = f"Option {option!r} in section {section!r} already exists"
        if source is not None:
            place = f"While reading from {source!r}" + ("" if lineno is None else f" [line {lineno:2d}]")
            text = f"{place}: option {option!r} in section {section!r} already exists"
        super().__init__(text)
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f"No option {option!r} in section: {section!r}")
        self.option, self.section = option, section
        self.args = (option, section)


class InterpolationError(Error):
    def __init__(self, option, section, message):
        super().__init__(message)
        self.option, self.section = option, section
        self.args = (option, section, message)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section,
                         f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation "
                         f"key {reference!r} which is not a valid option name. Raw value: {rawval!r}")
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section,
                         "Recursion limit exceeded in value substitution: option "
                         f"{option!r} in section {section!r} contains an interpolation key which cannot be substituted "
                         f"in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}")
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source):
        super().__init__(f"Source contains parsing errors: {source!r}")
        self.source = source
        self.errors = []
        self.args = (source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += "\n\t[line %2d]: %s" % (lineno, line)


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, "File contains no section headers.\nfile: %r, line: %d\n%r" % (filename, lineno, line))
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)


class Interpolation:
    """None: values are what the file says."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, value):
        return value


class BasicInterpolation(Interpolation):
    """%(name)s is another option of the section or of DEFAULT; %% is a percent sign."""

    def before_get(self, parser, section, option, value, defaults):
        parts = []
        self._add(parser, option, parts, value, section, defaults, 1)
        return "".join(parts)

    def before_set(self, value):
        rest = re.sub(r"%\(([^)]+)\)s", "", value.replace("%%", ""))
        if "%" in rest:
            raise ValueError("invalid interpolation syntax in %r at position %d" % (value, rest.find("%")))
        return value

    def _add(self, parser, option, parts, rest, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        while rest:
            at = rest.find("%")
            if at < 0:
                parts.append(rest)
                return
            parts.append(rest[:at])
            rest = rest[at:]
            sign = rest[1:2]
            if sign == "%":
                parts.append("%")
                rest = rest[2:]
            elif sign == "(":
                found = re.match(r"%\(([^)]+)\)s", rest)
                if found is None:
                    raise InterpolationSyntaxError(option, section, "bad interpolation variable reference %r" % rest)
                name = parser.optionxform(found.group(1))
                rest = rest[found.end():]
                if name not in values:
                    raise InterpolationMissingOptionError(option, section, raw, name)
                if "%" in values[name]:
                    self._add(parser, option, parts, values[name], section, values, depth + 1)
                else:
                    parts.append(values[name])
            else:
                raise InterpolationSyntaxError(option, section,
                                               "'%%' must be followed by '%%' or '(', found: %r" % (rest,))


class SectionProxy:
    def __init__(self, parser, name):
        self._parser = parser
        self._name = name

    def __repr__(self):
        return f"<Section: {self._name}>"

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser.set(self._name, key, value)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _options(self):
        if self._name != self._parser.default_section:
            return self._parser.options(self._name)
        return list(self._parser.defaults())

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def keys(self):
        return self._options()

    def values(self):
        return [self[key] for key in self._options()]

    def items(self):
        return [(key, self[key]) for key in self._options()]

    def get(self, option, fallback=None, *, raw=False, vars=None):
        return self._parser.get(self._name, option, raw=raw, vars=vars, fallback=fallback)

    def getint(self, option, fallback=None, *, raw=False, vars=None):
        return self._parser.getint(self._name, option, raw=raw, vars=vars, fallback=fallback)

    def getfloat(self, option, fallback=None, *, raw=False, vars=None):
        return self._parser.getfloat(self._name, option, raw=raw, vars=vars, fallback=fallback)

    def getboolean(self, option, fallback=None, *, raw=False, vars=None):
        return self._parser.getboolean(self._name, option, raw=raw, vars=vars, fallback=fallback)


class RawConfigParser:
    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True,
                      "0": False, "no": False, "false": False, "off": False}
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, *, allow_no_value=False, strict=True, default_section=DEFAULTSECT,
                 interpolation=_UNSET, delimiters=("=", ":"), comment_prefixes=("#", ";"),
                 inline_comment_prefixes=None, empty_lines_in_values=True):
        if delimiters != ("=", ":") or comment_prefixes != ("#", ";") or not empty_lines_in_values:
            raise NotImplementedError("ConfigParser with other delimiters, comments or empty lines")
        self._allow_no_value = allow_no_value
        self._strict = strict
        self._inline = tuple(inline_comment_prefixes or ())
        self.default_section = default_section
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        if self._interpolation is None:
            self._interpolation = Interpolation()
        self._sections = {}
        self._defaults = {}
        for name, value in (defaults or {}).items():
            self._defaults[self.optionxform(name)] = value

    def optionxform(self, optionstr):
        return optionstr.lower()

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section in self._sections:
            raise DuplicateSectionError(section)
        if section == self.default_section:
            raise ValueError("Invalid section name: %r" % section)
        self._sections[section] = {}

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    # ---- reading -----------------------------------------------------------------------------------

    def read(self, filenames, encoding=None):
        names = filenames if isinstance(filenames, (list, tuple)) else [filenames]
        done = []
        for name in names:
            try:
                with open(name, encoding=encoding) as file:
                    self.read_file(file, name)
            except OSError:
                continue
            done.append(str(name))
        return done

    def read_file(self, f, source=None):
        if source is None:
            source = getattr(f, "name", "<" + "?" * 3 + ">")
        self._read(f, str(source))

    def read_string(self, string, source="<string>"):
        self._read(string.splitlines(True), source)

    def read_dict(self, dictionary, source="<dict>"):
        for section, values in dictionary.items():
            if section != self.default_section and section not in self._sections:
                self._sections[section] = {}
            for name, value in values.items():
                self.set(section, self.optionxform(str(name)), None if value is None else str(value))

    def _without_comment(self, line):
        for prefix in self._inline:
            at = line.find(prefix)
            while at >= 0:
                if at == 0 or line[at - 1].isspace():
                    line = line[:at]
                    break
                at = line.find(prefix, at + 1)
        text = line.strip()
        return "" if text.startswith(("#", ";")) else text

    def _read(self, lines, source):
        current, name, indent, trouble = None, None, 0, None
        seen_sections, seen_options = set(), set()
        for number, line in enumerate(lines, 1):
            value = self._without_comment(line)
            if not value:
                is_comment = line.strip() != ""
                if not is_comment and current is not None and name and current[name] is not None:
                    current[name].append("")
                continue
            first = re.search(r"\S", line)
            here = first.start() if first else 0
            if current is not None and name and here > indent:
                current[name].append(value)
                continue
            indent = here
            header = re.match(r"\[(?P<header>.+)\]", value)
            if header:
                section, name = header.group("header"), None
                if section == self.default_section:
                    current = self._defaults
                elif section in self._sections:
                    if self._strict and section in seen_sections:
                        raise DuplicateSectionError(section, source, number)
                    current = self._sections[section]
                else:
                    current = self._sections[section] = {}
                seen_sections.add(section)
                here_section = section
                continue
            if current is None:
                raise MissingSectionHeaderError(source, number, line)
            parts = re.match(r"(?P<option>.*?)\s*(?:(?P<vi>=|:)\s*(?P<value>.*))?$" if self._allow_no_value
                             else r"(?P<option>.*?)\s*(?:(?P<vi>=|:)\s*(?P<value>.*))$", value)
            if not parts or not parts.group("option"):
                trouble = trouble or ParsingError(source)
                trouble.append(number, repr(line))
                continue
            name = self.optionxform(parts.group("option").rstrip())
            if self._strict and (here_section, name) in seen_options:
                raise DuplicateOptionError(here_section, name, source, number)
            seen_options.add((here_section, name))
            text = parts.group("value")
            current[name] = None if text is None else [text.strip()]
        self._join()
        if trouble:
            raise trouble

    def _join(self):
        for values in [self._defaults, *self._sections.values()]:
            for name, value in values.items():
                if isinstance(value, list):
                    values[name] = "\n".join(value).rstrip()

    # ---- values --------------------------------------------------------------------------------------

    def _all_values(self, section, vars):
        if section in self._sections:
            own = self._sections[section]
        elif section == self.default_section:
            own = {}
        else:
            raise NoSectionError(section)
        given = {self.optionxform(name): None if value is None else str(value) for name, value in (vars or {}).items()}
        return {**self._defaults, **own, **given}

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        try:
            values = self._all_values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in values:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _converted(self, section, option, convert, raw, vars, fallback):
        try:
            return convert(self.get(section, option, raw=raw, vars=vars))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, int, raw, vars, fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, float, raw, vars, fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, self._convert_to_boolean, raw, vars, fallback)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError("Not a boolean: %s" % value)
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        if section is _UNSET:
            return [(name, self[name]) for name in self]
        values = dict(self._defaults)
        if section in self._sections:
            values.update(self._sections[section])
        elif section != self.default_section:
            raise NoSectionError(section)
        names = list(values)
        for name, value in (vars or {}).items():
            values[self.optionxform(name)] = value
        if raw:
            return [(name, values[name]) for name in names]
        return [(name, self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(value)
        if not section or section == self.default_section:
            values = self._defaults
        elif section in self._sections:
            values = self._sections[section]
        else:
            raise NoSectionError(section)
        values[self.optionxform(option)] = value

    def remove_option(self, section, option):
        if not section or section == self.default_section:
            values = self._defaults
        elif section in self._sections:
            values = self._sections[section]
        else:
            raise NoSectionError(section)
        return values.pop(self.optionxform(option), _UNSET) is not _UNSET

    def remove_section(self, section):
        return self._sections.pop(section, None) is not None

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return iter([self.default_section, *self._sections])

    def keys(self):
        return list(self)


class ConfigParser(RawConfigParser):
    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if not isinstance(value, str) and not (value is None and self._allow_no_value):
            raise TypeError("option values must be strings")
        super().set(section, option, value)

    def add_section(self, section):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        super().add_section(section)
