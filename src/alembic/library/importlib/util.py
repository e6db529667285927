"""find_spec(), for the question whether a library is installed."""
import _limbeck.host


class _Spec:
    """That a module is there; nothing else of it is known."""

    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _limbeck.host.opaque(f"importlib.util.find_spec({self.name!r}).{name}")


def find_spec(name, package=None):
    found = None if name.startswith(".") else _limbeck.host.has_module(name)
    if found is None:
        return _limbeck.host.opaque(f"importlib.util.find_spec({name!r})")
    return _Spec(name) if found else None


def __getattr__(name):
    return _limbeck.host.opaque("importlib.util." + name)
