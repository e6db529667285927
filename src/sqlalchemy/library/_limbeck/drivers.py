"""What the drivers make of PostgreSQL's values, a reader of its text for each type, and what they make of lists."""
import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID


def _bytes(text):
    if not text.startswith("\\x"):
        raise NotImplementedError("limbeck reads bytea where bytea_output is hex")
    return bytes.fromhex(text[2:])


def _dated(read, pattern):
    known = re.compile(pattern)

    def reader(text):
        if not known.fullmatch(text):
            raise NotImplementedError(f"limbeck has no value for {text}")
        return read(text)
    return reader


_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d\d:\d\d:\d\d(\.\d+)?"
_UNIT = r"([+-]?\d+) (year|mon|day)s?"


def _interval(text):
    """Months have 30 days and years 365, as psycopg2 counts them."""
    days = sum(int(number) * {"year": 365, "mon": 30, "day": 1}[unit] for number, unit in re.findall(_UNIT, text))
    clock = re.sub(_UNIT, "", text).strip()
    found = re.fullmatch(r"([+-]?)(\d+):(\d\d):(\d\d)(\.\d+)?", clock or "00:00:00")
    if not found:
        raise NotImplementedError(f"limbeck has no value for {text}")
    sign, hours, minutes, seconds, fraction = found.groups()
    micro = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000000
    micro += int((fraction[1:] + "000000")[:6]) if fraction else 0
    return timedelta(days=days, microseconds=-micro if sign == "-" else micro)


_TOKEN = re.compile(r'[{},]|"(?:[^"\\]|\\.)*"|[^{},"]+', re.DOTALL)


def _array(read):
    def reader(text):
        if not text.startswith("{"):
            raise NotImplementedError("limbeck reads arrays that begin at 1")
        open_lists, whole = [], None
        for token in _TOKEN.findall(text):
            if token == "{":
                open_lists.append([])
            elif token == "}":
                whole = open_lists.pop()
                if open_lists:
                    open_lists[-1].append(whole)
            elif token != ",":
                open_lists[-1].append(_item(token, read))
        return whole
    return reader


def _item(token, read):
    if token.startswith('"'):
        return read(re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL))
    return None if token == "NULL" else read(token)


def array_text(items):
    """A list as a parameter: its type, None where PostgreSQL must tell, and its text."""
    kinds = sorted({_kind(item) for item in _leaves(items) if item is not None})
    if set(kinds) <= {"int4", "int8", "numeric"}:
        kinds = kinds[-1:]  # the widest
    return "_" + kinds[0] if len(kinds) == 1 else None, _written(items)


def _leaves(items):
    for item in items:
        if isinstance(item, list):
            yield from _leaves(item)
        else:
            yield item


def _kind(item):
    if isinstance(item, bool):
        return "bool"
    if isinstance(item, int):
        return "int4" if -2**31 <= item < 2**31 else "int8"
    if isinstance(item, (float, Decimal)):
        return "numeric"
    if isinstance(item, datetime):
        return "timestamptz" if item.tzinfo else "timestamp"
    return "date" if isinstance(item, date) else "uuid" if isinstance(item, UUID) else "text"


def _written(item):
    if item is None:
        return "NULL"
    if isinstance(item, list):
        return "{" + ",".join(map(_written, item)) + "}"
    if isinstance(item, bool):
        return "t" if item else "f"
    if isinstance(item, (int, float)):
        return str(item)
    text = item if isinstance(item, str) else getattr(item, "_limbeck_literal", (None, None))[1]
    if text is None:
        raise NotImplementedError(f"limbeck does not send a list that contains {item!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


readers = {
    "bytea": _bytes,
    "date": _dated(date.fromisoformat, _DAY),
    "interval": _interval,
    "json": json.loads,
    "jsonb": json.loads,
    "numeric": Decimal,
    "time": _dated(time.fromisoformat, _CLOCK),
    "timestamp": _dated(datetime.fromisoformat, _DAY + " " + _CLOCK),
    "timestamptz": _dated(datetime.fromisoformat, _DAY + " " + _CLOCK + r"[+-]\d\d(:\d\d)?"),
    "uuid": UUID,
}
for _name, _read in (("date", readers["date"]), ("float8", float), ("int2", int), ("int4", int), ("int8", int),
                     ("numeric", Decimal), ("text", str),
                     ("timestamp", readers["timestamp"]), ("timestamptz", readers["timestamptz"]), ("uuid", UUID),
                     ("varchar", str), ("bool", lambda text: text == "t")):
    readers["_" + _name] = _array(_read)
