"""The modules of the project's packages, in the order of their names, as CPython lists them."""
import _limbeck.files
import _limbeck.host
from collections import namedtuple

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")


class _Loader:
    def __init__(self, name):
        self.name = name

    def load_module(self, fullname=None):
        return _limbeck.host.import_module(fullname or self.name)


class _Spec:
    def __init__(self, name):
        self.name = name
        self.loader = _Loader(name)


class _Finder:
    def __init__(self, path):
        self.path = path

    def find_module(self, fullname, path=None):
        return _Loader(fullname)

    def find_spec(self, fullname, target=None):
        return _Spec(fullname)


def _modules(folder):
    if not _limbeck.files.is_folder(folder):
        return
    seen = set()
    for entry in sorted(_limbeck.files.names(folder)):
        name = entry[:-3] if entry.endswith(".py") else None
        is_package = False
        if name is None and "." not in entry and _limbeck.files.is_file(folder + "/" + entry + "/__init__.py"):
            name, is_package = entry, True
        if not name or name == "__init__" or "." in name or name in seen:
            continue
        seen.add(name)
        yield name, is_package


def iter_modules(path=None, prefix=""):
    if path is None:
        raise NotImplementedError("limbeck does not list all modules: pkgutil.iter_modules() without a path")
    if isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    seen = set()
    for folder in path:
        for name, is_package in _modules(str(folder)):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(_Finder(str(folder)), prefix + name, is_package)


def walk_packages(path=None, prefix="", onerror=None):
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            module = _limbeck.host.import_module(info.name)
        except ImportError:
            if onerror is not None:
                onerror(info.name)
        except Exception:
            if onerror is None:
                raise
            onerror(info.name)
        else:
            yield from walk_packages(getattr(module, "__path__", None) or [], info.name + ".", onerror)
