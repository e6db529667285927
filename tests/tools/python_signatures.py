"""How CPython's built-in functions and methods are called: writes tests/python/signatures.txt.

usage: python3 tests/tools/python_signatures.py > tests/python/signatures.txt     (CPython 3.11)

A line: NAME LEAST MOST NAMES : SIGNATURE.  LEAST and MOST are positional arguments (* without end), NAMES what may be
given by name, with * before those that may be given in no other way. What CPython does not say of itself stands
in WRITTEN, from its documentation.
"""
import builtins, inspect, logging, os, os.path, re, textwrap

WRITTEN = {
    "getattr": "(object, name, default=None, /)", "iter": "(object, sentinel=None, /)",
    "next": "(iterator, default=None, /)", "min": "(arg, /, *args, key=None, default=None)",
    "max": "(arg, /, *args, key=None, default=None)", "print": "(*args, sep=' ', end='\\n', file=None, flush=False)",
    "__import__": "(name, globals=None, locals=None, fromlist=(), level=0)",
    "dict.pop": "(key, default=None, /)", "dict.update": "(other=(), /, **kwargs)",
    "dict.fromkeys": "(iterable, value=None, /)", "str.maketrans": "(x, y=None, z=None, /)",
    "str.startswith": "(prefix, start=None, end=None, /)", "str.endswith": "(suffix, start=None, end=None, /)",
    "str.find": "(sub, start=None, end=None, /)", "str.rfind": "(sub, start=None, end=None, /)",
    "str.index": "(sub, start=None, end=None, /)", "str.rindex": "(sub, start=None, end=None, /)",
    "str.count": "(sub, start=None, end=None, /)", "str.format": "(*args, **kwargs)",
    "str.format_map": "(mapping, /)",
    "bytes.startswith": "(prefix, start=None, end=None, /)", "bytes.endswith": "(suffix, start=None, end=None, /)",
    "bytes.find": "(sub, start=None, end=None, /)", "bytes.rfind": "(sub, start=None, end=None, /)",
    "bytes.index": "(sub, start=None, end=None, /)", "bytes.rindex": "(sub, start=None, end=None, /)",
    "bytes.count": "(sub, start=None, end=None, /)",
    "set.union": "(*others)", "set.intersection": "(*others)", "set.difference": "(*others)", "set.update": "(*others)",
    "set.intersection_update": "(*others)", "set.difference_update": "(*others)", "set.symmetric_difference": "(other, /)",
    "set.symmetric_difference_update": "(other, /)", "set.issubset": "(other, /)", "set.issuperset": "(other, /)",
    "set.isdisjoint": "(other, /)", "set.add": "(item, /)", "set.discard": "(item, /)", "set.remove": "(item, /)",
    "set.pop": "()", "set.clear": "()", "set.copy": "()",
    "range.index": "(value, /)", "range.count": "(value, /)", "slice.indices": "(length, /)",
    "generator.send": "(value, /)", "generator.throw": "(typ, val=None, tb=None, /)", "generator.close": "()",
    "dict.get": "(key, default=None, /)", "dict.setdefault": "(key, default=None, /)", "dict.keys": "()",
    "dict.values": "()", "dict.items": "()", "dict.copy": "()", "dict.clear": "()", "dict.popitem": "()",
    "int.is_integer": "()", "int.conjugate": "()", "super": "(type=None, object=None, /)", "reversed": "(sequence, /)",
    "zip": "(*iterables, strict=False)", "map": "(function, iterable, /, *iterables)", "filter": "(function, iterable, /)",
    "enumerate": "(iterable, start=0)", "BaseException.with_traceback": "(tb, /)", "BaseException.add_note": "(note, /)",
    "bytes.hex": "(sep=None, bytes_per_sep=1)", "vars": "(object=None, /)", "dir": "(object=None, /)",
}
# str.replace(count=...) is from 3.13 on.
WRITTEN |= {"str.replace": "(old, new, /, count=-1)", "bytes.replace": "(old, new, /, count=-1)"}
WRITTEN |= {
    "str": "(object='', encoding='utf-8', errors='strict')", "bytes": "(source=b'', encoding='utf-8', errors='strict')",
    "int": "(x=0, /, base=10)", "float": "(x=0, /)", "bool": "(x=False, /)", "list": "(iterable=(), /)",
    "tuple": "(iterable=(), /)", "set": "(iterable=(), /)", "frozenset": "(iterable=(), /)",
    "dict": "(iterable=(), /, **kwargs)", "range": "(start, stop=None, step=1, /)",
    "slice": "(start, stop=None, step=None, /)", "type": "(object, bases=(), dict={}, /, **kwds)",
    "property": "(fget=None, fset=None, fdel=None, doc=None)", "staticmethod": "(function, /)",
    "classmethod": "(function, /)", "object": "()",
}
for name in "capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper".split():
    WRITTEN["bytes." + name] = "()"
for name in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "copy"):
    WRITTEN["frozenset." + name] = WRITTEN["set." + name]
TYPES = [str, bytes, list, tuple, dict, set, frozenset, int, float, range, slice, type(x for x in ()), BaseException]
MODULES = {"os": os, "os.path": os.path, "textwrap": textwrap, "logging": logging}


def written(text):
    return inspect.signature(eval(f"lambda {text[1:-1]}: 0"))


def signature_of(name, thing, is_method):
    if name in WRITTEN:
        return written(WRITTEN[name])
    try:
        found = inspect.signature(thing)
    except (ValueError, TypeError):
        return None
    parameters = list(found.parameters.values())
    if is_method and parameters and parameters[0].name in ("self", "type"):
        found = found.replace(parameters=parameters[1:])
    return found


def line(name, signature):
    least = most = 0
    names = []
    for p in signature.parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            most = "*"
        elif p.kind is p.VAR_KEYWORD:
            names.append("**")
        elif p.kind is p.KEYWORD_ONLY:
            names.append("*" + p.name)
        else:
            least += p.default is p.empty
            most = most if most == "*" else most + 1
            if p.kind is p.POSITIONAL_OR_KEYWORD:
                names.append(p.name)
    shown = signature.replace(return_annotation=inspect.Signature.empty)
    shown = re.sub(r" at 0x[0-9a-f]+", "", str(shown))  # another one in each run
    return f"{name} {least} {most} {' '.join(names)} : {shown}"


def main():
    rows = {}
    for name in dir(builtins):
        thing = getattr(builtins, name)
        if callable(thing) and not (isinstance(thing, type) and issubclass(thing, BaseException)):
            rows[name] = thing, False
    for kind in TYPES:
        for name in dir(kind):
            if (not name.startswith("_") or name == "__next__") and callable(getattr(kind, name)):
                rows[f"{kind.__name__}.{name}"] = getattr(kind, name), not isinstance(vars(kind).get(name), staticmethod)
    for room, module in MODULES.items():
        for name in dir(module):
            if not name.startswith("_") and inspect.isfunction(getattr(module, name)):
                rows[f"{room}.{name}"] = getattr(module, name), False
    rows["int.is_integer"] = None, True
    for name in sorted(rows):
        found = signature_of(name, *rows[name])
        if found is not None:
            print(line(name, found))


main()
