"""Variables from .env files, as python-dotenv reads them."""
import os
import re

import _limbeck.files
import _limbeck.host

_LINE = re.compile(r"""\s*(?:export\s+)?('[^']*'|[^=\#\s]+)\s*(?:=[^\S\r\n]*(.*))?$""", re.S)
_REFERENCE = re.compile(r"\$\{([^}:]*)(?::-([^}]*))?\}")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"', "'": "'", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _unescaped(text, letters):
    def one(match):
        return _ESCAPES[match.group(1)] if match.group(1) in letters else match.group()

    return re.sub(r"\\(.)", one, text, flags=re.S)


def _statements(text):
    """Logical lines: a quoted value goes on over line ends."""
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        value = line.partition("=")[2].lstrip()
        if value[:1] in ("'", '"'):
            quote = value[0]
            while len(re.findall(r"(?<!\\)" + quote, line.partition("=")[2])) < 2 and at < len(lines):
                line += "\n" + lines[at]
                at += 1
        yield line


def _value(raw):
    """The text, and whether ${NAME} in it means something."""
    if raw is None:
        return None, False
    for quote, letters in (("'", "\\'"), ('"', 'nrt\\"\'abfv')):
        match = re.match(quote + r"((?:[^\\" + quote + r"]|\\.)*)" + quote, raw, re.S)
        if match:
            return _unescaped(match.group(1), letters), quote != "'"
    return re.sub(r"\s+#.*", "", raw).rstrip(), True


def _pairs(text):
    for line in _statements(text):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if match:
            yield match.group(1).strip("'"), _value(match.group(2))


def _parse(text, override=True):
    found = {}

    def resolved(match):
        name, default = match.groups()
        inside, outside = found.get(name), os.environ.get(name)
        first, second = (inside, outside) if override else (outside, inside)
        value = first if first is not None else second
        return value if value is not None else default or ""

    for name, (value, refers) in _pairs(text):
        found[name] = _REFERENCE.sub(resolved, value) if value is not None and refers else value
    return found


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    folder = _limbeck.files.absolute(".") if usecwd else _limbeck.host.caller_folder()
    while True:
        path = folder.rstrip("/") + "/" + filename
        if not _limbeck.files.is_readable(path):
            break
        if _limbeck.files.is_file(path):
            return path
        if folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    if raise_error_if_not_found:
        raise IOError("File not found")
    return ""


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8"):
    path = str(dotenv_path) if dotenv_path else find_dotenv()
    text = stream.read() if stream is not None else _limbeck.files.read(path) if _exists(path) else ""
    return _parse(text) if interpolate else {name: value for name, (value, _) in _pairs(text)}


def _exists(path):
    return bool(path) and _limbeck.files.is_readable(path) and _limbeck.files.is_file(path)


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding="utf-8"):
    path = str(dotenv_path) if dotenv_path else find_dotenv()
    if stream is None and not _exists(path):
        return False
    text = stream.read() if stream is not None else _limbeck.files.read(path)
    values = _parse(text, override)
    for name, value in values.items():
        if value is not None and (override or name not in os.environ):
            os.environ[name] = value
    return bool(values)


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    return dotenv_values(dotenv_path).get(key_to_get)
