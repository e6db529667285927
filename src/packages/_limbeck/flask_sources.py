"""What the sources of a Flask application say of Flask-Migrate where the application itself cannot be put together."""
import re

import _limbeck.files
import _limbeck.host

_CALL = r"\bMigrate\("
_LONGEST_CALL = 4000


def _text(path):
    with open(path) as file:
        return file.read()


def _with(text):
    return [path for path in _limbeck.files.sources_with(text)]


def callers():
    """Files that call Migrate()."""
    return [path for path in _with("Migrate(") if re.search(_CALL, _text(path))]


def factories():
    """Files with an application of their own, or a function that makes one."""
    found = sorted({*_with("def create_app("), *_with("def make_app("), *_with("= Flask(")})
    return [path for path in found if re.search(r"^def (create|make)_app\(|^app\s*=\s*Flask\(", _text(path), re.M)]


def database():
    """"app.models.db", where one file makes it; None where none or several do."""
    found = []
    for path in _with("SQLAlchemy("):
        for match in re.finditer(r"^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:\w+\.)?\w*SQLAlchemy\(", _text(path), re.M):
            found.append((path, match[1]))
    if len(found) != 1:
        return None
    path, name = found[0]
    module = path[:-len(".py")].replace("/", ".")
    return f"{module.removesuffix('.__init__')}.{name}"


def _parts(text, at):
    """The arguments of the call whose parenthesis is before `at`; None where they do not end."""
    parts, depth, begin, quote = [], 0, at, None
    text = text[:at + _LONGEST_CALL]
    while at < len(text):
        letter = text[at]
        if quote:
            quote = None if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}" and depth:
            depth -= 1
        elif letter == ")" or (letter == "," and not depth):
            parts.append(text[begin:at].strip())
            begin = at + 1
            if letter == ")":
                return [part for part in parts if part]
        at += 1
    return None


def _value(name, text):
    if text in ("True", "False", "None"):
        return {"True": True, "False": False, "None": None}[text]
    match = re.fullmatch(r"'([^'\\]*)'|\"([^\"\\]*)\"", text)
    if match:
        return match[1] if match[1] is not None else match[2]
    return _limbeck.host.opaque(f"flask_migrate.Migrate({name}={text})")


def _read_call(text, at, found):
    parts = _parts(text, at)
    if parts is None:
        return False
    for part in parts:
        match = re.match(r"(\w+)\s*=(?!=)\s*(.*)", part, re.S)
        if part.startswith("*"):
            return False
        if match and match[1] not in ("app", "db", "directory", "command"):
            found[match[1]] = _value(match[1], match[2].strip())
    return True


def arguments():
    """What Migrate() and its init_app() are given by name, where they stand in the sources; None where not all do."""
    found, names = {}, []
    for text in [_text(path) for path in _with("Migrate(")]:
        for match in re.finditer(r"(?:([\w.]+)\s*=\s*)?(?:\w+\.)?\bMigrate\(", text):
            if match[1]:
                names.append(match[1].rpartition(".")[2])
            if not text[:match.start()].endswith("class ") and not _read_call(text, match.end(), found):
                return None
    for name in names:
        for text in [_text(path) for path in _with(f"{name}.")]:
            for match in re.finditer(rf"\b{name}\.init_app\(", text):
                if not _read_call(text, match.end(), found):
                    return None
            if re.search(rf"\b{name}\.configure\b", text):
                return None
    return found
