"""What os has besides reading files: the environment, and names. Nothing here acts on the system."""
import abc

import _limbeck.files
import _limbeck.host

name, sep, pathsep, linesep, curdir, pardir, devnull, extsep, altsep = (
    "posix", "/", ":", "\n", ".", "..", "/dev/null", ".", None)


class _Environ(dict):
    """What scripts put in stays with limbeck's run of them; the process keeps its own."""

    def __setitem__(self, key, value):
        if not isinstance(key, str) or not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value if isinstance(key, str) else key).__name__}")
        super().__setitem__(key, value)


environ = _Environ(_limbeck.host.variables())


def getenv(key, default=None):
    return environ.get(key, default)


def getcwd():
    return _limbeck.files.absolute(".")


def _no_folder(path, *args, **kw):
    """Folders for logs and caches are made by the application, not by limbeck."""
    if not _limbeck.files.environment_runs():
        raise NotImplementedError(f"limbeck does not let a migration make folders: {str(path)!r}")


makedirs = mkdir = _no_folder


def _unknown(name):
    """Asks or acts on the system outside the project: env.py gets an answer that is not known, and nothing is done."""
    def asked(*args, **kw):
        if not _limbeck.files.environment_runs():
            raise NotImplementedError(f"limbeck does not evaluate os.{name}() in a migration")
        return _limbeck.host.opaque(f"os.{name}()")

    return asked


_asked = {name: _unknown(name) for name in (
    "access", "chmod", "chown", "cpu_count", "getegid", "geteuid", "getgid", "getlogin", "getpid", "getppid", "getuid",
    "lstat", "remove", "removedirs", "rename", "replace", "rmdir", "scandir", "stat", "umask", "uname", "unlink",
    "urandom", "utime")}
_asked.update(F_OK=0, R_OK=4, W_OK=2, X_OK=1)
_asked_of_path = {name: _unknown("path." + name) for name in ("getatime", "getctime", "getmtime", "getsize")}


class PathLike(abc.ABC):
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, "__fspath__") if cls is PathLike else NotImplemented

    def __class_getitem__(cls, item):
        return cls


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    if not hasattr(type(path), "__fspath__"):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return path.__fspath__()


def _split(path):
    head, slash, tail = str(path).rpartition("/")
    return (head.rstrip("/") or "/" if head or slash else "", tail)


def splitext(path):
    path = str(path)
    folder, slash, last = path.rpartition("/")
    dot = last.rfind(".")
    if dot <= 0 or not last[:dot].strip("."):
        return path, ""
    return path[:len(path) - len(last) + dot], last[dot:]


def isabs(path):
    return str(path).startswith("/")


def expanduser(path):
    path = str(path)
    if path != "~" and not path.startswith("~/"):
        return path
    return environ.get("HOME", "~") + path[1:]


def expandvars(path):
    import re

    return re.sub(r"\$(?:(\w+)|\{([^}]*)\})", lambda match: environ.get(match[1] or match[2], match[0]), str(path))


def relpath(path, start="."):
    parts = _limbeck.files.absolute(str(path)).strip("/").split("/")
    base = _limbeck.files.absolute(str(start)).strip("/").split("/")
    same = 0
    while same < min(len(parts), len(base)) and parts[same] == base[same]:
        same += 1
    return "/".join([".."] * (len(base) - same) + parts[same:]) or "."


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    start = top if top.endswith("/") else top + "/"
    try:
        found = _limbeck.files.names(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [name for name in found if _limbeck.files.is_folder(start + name)]
    files = [name for name in found if name not in folders]
    if topdown:
        yield top, folders, files
    for name in folders:
        if not followlinks and _limbeck.files.is_link(start + name):
            continue
        yield from walk(start + name, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


for_os = {"name": name, "sep": sep, "pathsep": pathsep, "linesep": linesep, "curdir": curdir, "pardir": pardir,
          "devnull": devnull, "extsep": extsep, "altsep": altsep, "environ": environ, "getenv": getenv,
          "getcwd": getcwd, "makedirs": makedirs, "mkdir": mkdir, "fspath": fspath, "PathLike": PathLike, "walk": walk, **_asked}
for_path = {"split": _split, "splitext": splitext, "isabs": isabs, "expanduser": expanduser,
            "expandvars": expandvars, "relpath": relpath, "sep": sep, "pathsep": pathsep, **_asked_of_path}
