"""enum.verify() and what it checks, and how enum tells names apart."""
from enum import Enum, Flag, StrEnum


EnumCheck = StrEnum("EnumCheck", [
    ("CONTINUOUS", "no skipped integer values"),
    ("NAMED_FLAGS", "multi-flag aliases may not contain unnamed flags"),
    ("UNIQUE", "one name per value")], module="enum")
CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def _iter_bits_lsb(num):
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while num:
        lowest = num & -num
        yield lowest
        num ^= lowest


def show_flag_values(value):
    return list(_iter_bits_lsb(value))


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_wrapped(name, mark):
    inner = name[len(mark):-len(mark)]
    return (len(name) > 2 * len(mark) and name.startswith(mark) and name.endswith(mark)
            and inner[0] != "_" and inner[-1] != "_")


def _is_dunder(name):
    return _is_wrapped(name, "__")


def _is_sunder(name):
    return _is_wrapped(name, "_")


def _is_private(cls_name, name):
    start = f"_{cls_name}__"
    if len(name) <= len(start) or not name.startswith(start) or name[len(start)] == "_":
        return False
    return name[-1] != "_" or name[-2] != "_"


def _check_unique(enumeration):
    twice = [(name, made.name) for name, made in enumeration.__members__.items() if name != made.name]
    if twice:
        details = ", ".join([f"{alias} -> {name}" for alias, name in twice])
        raise ValueError(f"aliases found in {enumeration!r}: {details}")


def _check_continuous(enumeration, kind):
    values = {made.value for made in enumeration}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    if kind == "flag":
        wanted = [2 ** i for i in range(low.bit_length(), high.bit_length() - 1)]
    else:
        wanted = range(low + 1, high)
    missing = [str(value) for value in wanted if value not in values]
    if missing:
        raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {', '.join(missing)}"[:256])


def _check_named(enumeration):
    values = [made.value for made in enumeration]
    names, unnamed = [], 0
    for name, alias in enumeration._member_map_.items():
        if name in enumeration._member_names_ or alias.value < 0:
            continue
        missed = [bit for bit in _iter_bits_lsb(alias.value) if bit not in values]
        if missed:
            names.append(name)
            for bit in missed:
                unnamed |= bit
    if not names:
        return
    who = f"alias {names[0]} is missing"
    if len(names) > 1:
        who = f"aliases {', '.join(names[:-1])} and {names[-1]} are missing"
    what = f"value 0x{unnamed:x}" if unnamed & (unnamed - 1) == 0 else f"combined values of 0x{unnamed:x}"
    raise ValueError(f"invalid Flag {enumeration.__name__!r}: {who} {what} "
                     "[use enum.show_flag_values(value) for details]")


class verify:
    __module__ = "enum"

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if issubclass(enumeration, Flag):
            kind = "flag"
        elif issubclass(enumeration, Enum):
            kind = "enum"
        else:
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                _check_unique(enumeration)
            elif check is CONTINUOUS:
                _check_continuous(enumeration, kind)
            elif check is NAMED_FLAGS:
                _check_named(enumeration)
        return enumeration
