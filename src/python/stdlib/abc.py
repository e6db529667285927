"""Abstract classes: what they are asked about others, and which of them cannot have objects."""
import _limbeck.abstract as _abstract


def abstractmethod(funcobj):
    if callable(funcobj):
        funcobj.__isabstractmethod__ = True
    return funcobj


class ABCMeta(type):
    def __init__(cls, name, bases, namespace, /, **kwargs):
        cls._abc_impl = []
        _find_abstract(cls, namespace)

    def __subclasshook__(cls, other):
        return NotImplemented

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(_abstract.class_of(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        for registered in cls._abc_impl:
            if issubclass(subclass, registered):
                return True
        for derived in _abstract.subclasses(cls):
            if issubclass(subclass, derived):
                return True
        return False


def _find_abstract(cls, namespace):
    names = {name for name, value in namespace.items() if _abstract.is_abstract(value)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()) if isinstance(base, ABCMeta) else ():
            if _abstract.is_abstract(_abstract.inherited(cls, name)):
                names.add(name)
    cls.__abstractmethods__ = frozenset(sorted(names))


def update_abstractmethods(cls):
    if isinstance(cls, ABCMeta):
        _find_abstract(cls, cls.__dict__)
    return cls


class ABC(metaclass=ABCMeta):
    __slots__ = ()
