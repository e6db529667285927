"""Importing by name: the project's own modules, and those limbeck knows."""
import _limbeck.host

abc, machinery, metadata, resources = [_limbeck.host.opaque("importlib." + name) for name in
                                       ("abc", "machinery", "metadata", "resources")]


def import_module(name, package=None):
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        above = package.rsplit(".", level - 1)
        if len(above) < level:
            raise ImportError("attempted relative import beyond top-level package")
        name = above[0] + "." + name[level:] if name[level:] else above[0]
    return _limbeck.host.import_module(name)


def reload(module):
    raise NotImplementedError("limbeck does not run a module twice: importlib.reload()")


def invalidate_caches():
    pass
