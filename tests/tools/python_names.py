"""What the objects of CPython have: writes src/python/values/known_names.c.

usage: python3 tests/tools/python_names.py > src/python/values/known_names.c     (CPython 3.11)

A script that asks for a name in this table, which limbeck does not have, is refused; a name that is not in it is an
AttributeError, as in CPython. What 3.12 to 3.14 added is listed here, from their documentation.
"""
import builtins, glob, importlib, os, textwrap, types

KINDS = {"NONE": None, "BOOL": True, "INT": 1, "FLOAT": 1.5, "ELLIPSIS": ..., "NOT_IMPLEMENTED": NotImplemented,
         "STRING": "", "BYTES": b"", "LIST": [], "TUPLE": (), "DICT": {}, "SET": set(), "FROZENSET": frozenset(),
         "RANGE": range(1), "SLICE": slice(1), "ITERATOR": iter([]), "FUNCTION": lambda: 0, "BUILTIN": len,
         "METHOD": type("C", (), {"m": lambda self: 0})().m, "CLASS": type, "MODULE": types.ModuleType("m"),
         "COROUTINE": None, "GENERATOR": (x for x in ()), "SUPER": super(int, 1)}
ADDED = {"DICT": "move_to_end",  # of OrderedDict, which is dict here
         "FUNCTION": "__type_params__ __annotate__", "INT": "is_integer", "FLOAT": "from_number",
         "CLASS": "__type_params__ __firstlineno__ __static_attributes__ __annotate__", "MODULE": "__annotate__",
         "property": "__name__", "ImportError": "name_from"}


ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "python", "stdlib")
ADDED_TO_MODULES = {
    "base64": "z85decode z85encode",
    "calendar": "Day Month MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER",
    "copy": "replace", "decimal": "IEEEContext IEEE_CONTEXT_MAX_BITS",
    "enum": "EnumDict pickle_by_enum_name pickle_by_global_name show_flag_values",
    "fnmatch": "filterfalse", "functools": "Placeholder",
    "inspect": "BufferFlags getasyncgenlocals getasyncgenstate markcoroutinefunction ispackage",
    "itertools": "batched", "json": "tool", "math": "fma sumprod isnormal issubnormal fmax fmin signbit",
    "operator": "is_none is_not_none", "random": "binomialvariate", "re": "PatternError prefixmatch",
    "string": "templatelib", "types": "CapsuleType FrameLocalsProxyType get_original_bases",
    "typing": "NoDefault ReadOnly TypeAliasType TypeForm TypeIs evaluate_forward_ref get_protocol_members is_protocol "
              "override",
    "uuid": "MAX NIL main uuid6 uuid7 uuid8", "warnings": "deprecated"}


def standard_modules():
    paths = sorted(glob.glob(f"{ROOT}/**/*.py", recursive=True))
    names = [os.path.relpath(path, ROOT)[:-3].replace(os.sep, ".") for path in paths]
    return [name for name in names if not name.startswith("_limbeck")]


async def coroutine():
    pass


def names_of(thing):
    return set(dir(type(thing))) | set(dir(thing))


def row(kind, names):
    words = textwrap.wrap(" ".join(sorted(names)), 90)
    text = "\n     ".join(f'"{" " if i == 0 else ""}{w} "' for i, w in enumerate(words)) or '" "'
    return f"    {{{kind},\n     {text}}},"


ALWAYS = {"GENERATOR": "ag_await ag_code ag_frame ag_running"}  # an asynchronous one is a generator here


def added(kind):
    return set(ADDED.get(kind, "").split())


def main():
    waiting = coroutine()
    KINDS["COROUTINE"] = waiting
    common = set(dir(object()))
    print("/* The names that CPython's own objects have, printed by tests/tools/python_names.py. */")
    print('#include "known_names.h"\n')
    print("const char names_of_object[] =\n    " + "\n    ".join(
        f'"{" " if i == 0 else ""}{w} "' for i, w in enumerate(textwrap.wrap(" ".join(sorted(common)), 90))) + ";\n")
    some = set(" ".join(ADDED.values()).split()) | {"__abstractmethods__", "__notes__", "__text_signature__"}
    print("const char names_of_some_versions[] =\n    " + "\n    ".join(
        f'"{" " if i == 0 else ""}{w} "' for i, w in enumerate(textwrap.wrap(" ".join(sorted(some)), 90))) + ";\n")
    print("const KnownNames known_names[] = {")
    for kind, thing in KINDS.items():
        print(row(f"VALUE_{kind}", (names_of(thing) | added(kind) | set(ALWAYS.get(kind, "").split())) - common))
    print("    {VALUE_ABSENT, NULL},\n};\n")
    print("const NamedNames names_of_properties[] = {")
    for kind in (property, staticmethod, classmethod):
        print(row(f'"{kind.__name__}"', (set(dir(kind(len))) | added(kind.__name__)) - common))
    print("    {NULL, NULL},\n};\n")
    print("const NamedNames names_of_exceptions[] = {")
    for name in sorted(dir(builtins)):
        thing = getattr(builtins, name)
        if isinstance(thing, type) and issubclass(thing, BaseException) and thing.__name__ == name:
            own = set(vars(thing)) | added(name)
            own |= {"__notes__"} if thing is BaseException else set()
            if own - common:
                print(row(f'"{name}"', own - common))
    print("    {NULL, NULL},\n};\n")
    print("const NamedNames names_of_modules[] = {")
    for name in standard_modules():
        print(row(f'"{name}"', set(dir(importlib.import_module(name)))))
    print("    {NULL, NULL},\n};\n")
    print("const NamedNames names_added_to_modules[] = {")
    for name, words in ADDED_TO_MODULES.items():
        print(row(f'"{name}"', set(words.split())))
    print("    {NULL, NULL},\n};")
    waiting.close()


main()
