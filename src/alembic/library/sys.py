"""sys, as env.py and settings ask it: limbeck's Python is that of CPython 3.11 on this system."""
import _limbeck.host
from collections import namedtuple

path = _limbeck.host.search_path()
platform = _limbeck.host.platform()
version_info = namedtuple("version_info", "major minor micro releaselevel serial")(3, 11, 0, "final", 0)
version = "3.11.0"
hexversion = 0x030B00F0
implementation = namedtuple("implementation", "name version")("cpython", version_info)
byteorder = "little"
maxsize = 9223372036854775807
maxunicode = 1114111
dont_write_bytecode = True
argv, executable, prefix, base_prefix, stdin, stdout, stderr, flags = [
    _limbeck.host.opaque("sys." + name)
    for name in ("argv", "executable", "prefix", "base_prefix", "stdin", "stdout", "stderr", "flags")]


class _Modules:
    """Those that were imported; a module that limbeck could not find is not among them."""

    def get(self, name, default=None):
        found = _limbeck.host.loaded(name)
        return default if found is None else found

    def __contains__(self, name):
        return _limbeck.host.loaded(name) is not None

    def __getitem__(self, name):
        found = _limbeck.host.loaded(name)
        if found is None:
            raise KeyError(name)
        return found


modules = _Modules()


def exit(status=None):
    raise SystemExit(status)


def getrecursionlimit():
    return 1000


def setrecursionlimit(limit):
    pass


def intern(string):
    return string


def __getattr__(name):
    if name.startswith("_") or name in ("frozen", "real_prefix", "gettotalrefcount", "getwindowsversion", "ps1"):
        raise AttributeError(f"module 'sys' has no attribute '{name}'")
    return _limbeck.host.opaque("sys." + name)
