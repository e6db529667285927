"""Functions that applications define: class name(GenericFunction)."""
from sqlalchemy.sql import _plain_function

_REGISTRY = {}  # "package.name" in small letters -> the class


def registered(name):
    return _REGISTRY.get(name.lower())


class GenericFunction:
    def __init_subclass__(cls, **kwargs):
        names = cls.__dict__
        name = names.get("name", cls.__name__)
        cls.name = name
        cls._limbeck_init = "__init__" in names or getattr(cls, "_limbeck_init", False)
        package = getattr(cls, "package", None)
        if names.get("_register", True):
            identifier = names.get("identifier", name)
            path = f"{package}.{identifier}" if package and package != "_default" else identifier
            _REGISTRY[path.lower()] = cls

    def __new__(cls, *args, **kwargs):
        if cls._limbeck_init:
            raise NotImplementedError(f"limbeck does not evaluate the __init__ of the SQL function {cls.__name__}")
        type_ = kwargs.pop("type_", getattr(cls, "type", None))
        return _plain_function(cls.name)(*args, type_=type_, **kwargs)
