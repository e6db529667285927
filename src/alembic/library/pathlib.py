"""Paths, and reading what they name within the project."""
import _limbeck.files
import io
import os
from fnmatch import fnmatchcase


def _parts(text):
    kept = [part for part in text.split("/") if part not in ("", ".")]
    return ["/"] + kept if text.startswith("/") else kept


class PurePath:
    def __init__(self, *segments):
        text = ""
        for segment in segments:
            segment = str(segment)
            text = segment if segment.startswith("/") or not text else text + "/" + segment
        parts = _parts(text)
        self.parts = tuple(parts)

    def __str__(self):
        if self.parts and self.parts[0] == "/":
            return "/" + "/".join(self.parts[1:])
        return "/".join(self.parts) or "."

    def __repr__(self):
        return f"{'PosixPath' if isinstance(self, Path) else 'PurePosixPath'}({str(self)!r})"

    def __fspath__(self):
        return str(self)

    def __eq__(self, other):
        return isinstance(other, PurePath) and self.parts == other.parts

    def __hash__(self):
        return hash(self.parts)

    def __lt__(self, other):
        return self.parts < other.parts

    def __truediv__(self, other):
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def joinpath(self, *others):
        return type(self)(self, *others)

    def as_posix(self):
        return str(self)

    def is_absolute(self):
        return self.parts[:1] == ("/",)

    @property
    def name(self):
        return self.parts[-1] if self.parts and self.parts[-1] != "/" else ""

    @property
    def suffix(self):
        dot = self.name.rfind(".")
        return self.name[dot:] if 0 < dot < len(self.name) - 1 else ""

    @property
    def stem(self):
        return self.name[:len(self.name) - len(self.suffix)] if self.suffix else self.name

    @property
    def parent(self):
        return type(self)(*self.parts[:-1]) if len(self.parts) > 1 or not self.is_absolute() else self

    @property
    def parents(self):
        found = []
        path = self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return tuple(found)

    def with_name(self, name):
        return self.parent / name

    def with_suffix(self, suffix):
        return self.parent / (self.stem + suffix)

    def relative_to(self, other):
        other = PurePath(other)
        if self.parts[:len(other.parts)] != other.parts:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        return type(self)(*self.parts[len(other.parts):])


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(_limbeck.files.absolute("."))

    @classmethod
    def home(cls):
        return cls(os.path.expanduser("~"))

    def expanduser(self):
        return type(self)(os.path.expanduser(str(self)))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        os.makedirs(self)

    def touch(self, mode=0o666, exist_ok=True):
        os.makedirs(self)

    def resolve(self, strict=False):
        return type(self)(_limbeck.files.resolved(str(self)))

    def absolute(self):
        text = str(self)
        return self if text.startswith("/") else type(self)(_limbeck.files.absolute("."), text)

    def exists(self):
        return self.is_file() or self.is_dir()

    def is_symlink(self):
        return _limbeck.files.is_link(str(self))

    def is_file(self):
        return _limbeck.files.is_file(str(self))

    def is_dir(self):
        return _limbeck.files.is_folder(str(self))

    def iterdir(self):
        return iter([self / name for name in _limbeck.files.names(str(self))])

    def glob(self, pattern):
        """In the order of the names; CPython's is that of the folder on the disk."""
        parts = _parts(str(pattern))
        if not parts or parts[0] == "/":
            raise NotImplementedError(f"limbeck does not evaluate Path.glob({pattern!r})")
        seen = set()
        for path in self._select(parts):
            if str(path) not in seen:
                seen.add(str(path))
                yield path

    def rglob(self, pattern):
        return self.glob("**/" + str(pattern))

    def _select(self, parts):
        if not parts:
            yield self
            return
        first, rest = parts[0], parts[1:]
        if first == "**":
            yield from self._select(rest)
            for below in self._below():
                if below.is_dir():
                    yield from below._select(parts)
        elif any(letter in first for letter in "*?["):
            for below in self._below():
                if fnmatchcase(below.name, first) and (not rest or below.is_dir()):
                    yield from below._select(rest)
        elif (self / first).exists():
            yield from (self / first)._select(rest)

    def _below(self):
        return sorted(self.iterdir()) if self.is_dir() else []

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        return self.open("r", encoding=encoding).read()

    def read_bytes(self):
        return self.open("rb").read()


PosixPath = Path
PurePosixPath = PurePath
