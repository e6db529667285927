"""Names of types. They have no effect, but mapped columns ask what they say."""

TYPE_CHECKING = False


class _Alias:
    def __init__(self, origin, args):
        self.origin = origin
        self.__args__ = args

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.origin == other.origin and self.__args__ == other.__args__

    def __hash__(self):
        return len(self.__args__) if isinstance(self.__args__, tuple) else 1

    def __getitem__(self, args):
        return _alias(self.origin, args)

    def __or__(self, other):
        return _union(self, other)

    __ror__ = __or__

    def __call__(self, *args, **kwargs):
        return self.origin(*args, **kwargs)

    def __repr__(self):
        return f"{_class_text(self.origin)}[{', '.join([_class_text(arg) for arg in self.__args__]) or '()'}]"


def _class_text(thing):
    """As list[int] and the like write what they are made of."""
    if thing is Ellipsis:
        return "..."
    if isinstance(thing, _Alias):
        return repr(thing)
    if isinstance(thing, _Form) and thing.name in _PLAIN_FORMS:
        return f"typing.{thing.name}"
    if isinstance(thing, _Form):
        raise NotImplementedError(f"limbeck does not write the text of typing.{thing.name}")
    if not isinstance(thing, type):
        return repr(thing)
    return thing.__qualname__ if thing.__module__ == "builtins" else f"{thing.__module__}.{thing.__qualname__}"


_PLAIN_FORMS = ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type", "Sequence", "Iterable", "Iterator", "Mapping")


class _Form:
    def __init__(self, name):
        self.name = name

    def __getitem__(self, args):
        return _alias(self, args)

    def __or__(self, other):
        return _union(self, other)

    __ror__ = __or__


Any = _Form("Any")
Optional = _Form("Optional")
Union = _Form("Union")
List = _Form("List")
Dict = _Form("Dict")
Set = _Form("Set")
FrozenSet = _Form("FrozenSet")
Tuple = _Form("Tuple")
Type = _Form("Type")
Sequence = _Form("Sequence")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
Collection = _Form("Collection")
Callable = _Form("Callable")
Literal = _Form("Literal")
Final = _Form("Final")
ClassVar = _Form("ClassVar")
Annotated = _Form("Annotated")
Generic = _Form("Generic")
Protocol = _Form("Protocol")
AnyStr = _Form("AnyStr")
NoReturn = _Form("NoReturn")
Self = _Form("Self")


def _alias(origin, args):
    return _Alias(origin, args if type(args) is tuple else (args,))


def _union(left, right):
    return _Alias(Union, (left, right))


def _allows_none(annotation):
    """Whether Optional[...] or X | None stands somewhere in it."""
    if not isinstance(annotation, _Alias):
        return annotation is None or annotation is type(None)
    if annotation.origin is Optional:
        return True
    return annotation.origin is Union and any(_allows_none(arg) for arg in annotation.__args__)


def _without_none(annotation):
    if isinstance(annotation, _Alias) and (annotation.origin is Optional or annotation.origin is Union):
        rest = [arg for arg in annotation.__args__ if arg is not None and arg is not type(None)]
        return _without_none(rest[0]) if len(rest) == 1 else annotation
    return annotation


def cast(typ, val):
    return val


def TypeVar(name, *constraints, **options):
    return _Form(name)


class NewType:
    def __init__(self, name, tp):
        self.__name__ = name
        self.__supertype__ = tp

    def __call__(self, value):
        return value

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return self.__name__


def overload(function):
    return function


def final(thing):
    return thing


def no_type_check(thing):
    return thing


def override(method):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(**options):
    return lambda thing: thing


class _NamedTupleMeta(type):
    def __init__(cls, name, bases, namespace):
        fields = list(namespace.get("__annotations__", {}))
        if not fields:
            return
        defaults = [namespace[field] for field in fields if field in namespace]
        from collections import namedtuple

        made = namedtuple(name, fields, defaults=defaults)
        for key, value in made.__dict__.items():
            setattr(cls, key, value)


class NamedTuple(tuple, metaclass=_NamedTupleMeta):
    def __new__(cls, typename, fields=(), /, **kwargs):  # NamedTuple("Point", [("x", int)]); subclasses have their own
        return _NamedTupleMeta(typename, (NamedTuple,), {"__annotations__": dict(fields) or kwargs})


class TypedDict(dict):
    def __new__(cls, *arguments, **options):
        if cls is not TypedDict:
            return super().__new__(cls)
        typename, fields = arguments
        total = options.pop("total", True)
        made = type(typename, (TypedDict,), {"__annotations__": dict(fields)})
        made.__total__ = total
        return made

    def __init_subclass__(cls, *, total=True):
        super().__init_subclass__()
        cls.__total__ = total
