"""What kind of object something is, and what it has. What a frame or a source text would answer is unknown."""
import _limbeck.objects


def _kind(value):
    return _limbeck.objects.what(value)


def isclass(value):
    return isinstance(value, type)


def ismodule(value):
    return _kind(value) == "module"


def isfunction(value):
    return _kind(value) == "function"


def ismethod(value):
    return _kind(value) == "method"


def isbuiltin(value):
    return _kind(value) == "builtin"


def isroutine(value):
    return _kind(value) in ("function", "method", "builtin")


def isgenerator(value):
    return _kind(value) == "generator"


def iscoroutine(value):
    return _kind(value) == "coroutine"


def iscoroutinefunction(value):
    return _limbeck.objects.flavour(value) == "coroutine"


def isgeneratorfunction(value):
    return _limbeck.objects.flavour(value) == "generator"


def isasyncgenfunction(value):
    return _limbeck.objects.flavour(value) == "asynchronous generator"


def getmro(cls):
    return cls.__mro__


def getmembers(value, predicate=None):
    """What classes and objects have from `object` is neither a function nor a method of Python's, nor a module."""
    found, names = [], dir(value)
    if not ismodule(value):
        if predicate not in (isfunction, ismethod, ismodule, iscoroutinefunction, isgeneratorfunction):
            raise NotImplementedError(f"inspect.getmembers() of a {type(value).__name__}, whose members include those of object")
        of_object = set(dir(object))
        names = [name for name in names if name not in of_object or name in _own_names(value)]
    for name in names:
        try:
            member = getattr(value, name)
        except AttributeError:
            continue
        if predicate is None or predicate(member):
            found.append((name, member))
    return sorted(found, key=lambda pair: pair[0])


def _own_names(value):
    classes = (value if isclass(value) else type(value)).__mro__
    return {name for cls in classes if cls is not object for name in cls.__dict__}


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()]
    kept = [lines[0].lstrip()] + [line[min(margins):] if margins else line for line in lines[1:]]
    while kept and not kept[-1]:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    return "\n".join(kept)


def getdoc(value):
    doc = value.__doc__
    return cleandoc(doc) if isinstance(doc, str) else None


def getfile(value):
    if ismodule(value) and hasattr(value, "__file__"):
        return value.__file__
    raise NotImplementedError(f"inspect.getfile() of a {type(value).__name__}")


getsourcefile = getfile


def unwrap(function, *, stop=None):
    while hasattr(function, "__wrapped__") and not (stop and stop(function)):
        function = function.__wrapped__
    return function
