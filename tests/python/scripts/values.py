"""Library modules of values: dates, JSON, identifiers, decimals, and small helpers."""
import copy
import json
import math
import operator
import string
import uuid
import warnings
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

d = date(2024, 2, 28)
print(d, repr(d), d + timedelta(days=2), d.replace(day=1), d.weekday(), d.isoweekday(), d.toordinal(), date.fromisoformat("2020-12-31"))
print((date(2024, 3, 1) - d).days, date(2023, 1, 1) < d, d == date(2024, 2, 28), max(d, date(2025, 1, 1)), {d: 1}[date(2024, 2, 28)])
m = datetime(2021, 3, 4, 5, 6, 7, 89)
print(m, repr(m), m.isoformat(), m.isoformat(timespec="milliseconds"), m.date(), m.time(), m + timedelta(hours=20, minutes=1))
print(m.strftime("%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %I%p %y %%"), f"{m:%d/%m}", f"{d:%Y}", str(datetime(2020, 1, 1)))
z = datetime(2020, 1, 2, 3, 4, tzinfo=timezone.utc)
print(z, z.isoformat(), z.timestamp(), z.astimezone(timezone(timedelta(hours=-5, minutes=-30))), z.replace(tzinfo=None), repr(z))
print(datetime.fromisoformat("2020-05-06T07:08:09.123"), datetime.fromisoformat("2020-05-06 07:08:09+02:00"), datetime.strptime("03/04/2019 10:11", "%d/%m/%Y %H:%M"))
print(datetime.combine(d, time(1, 2)), datetime.fromtimestamp(0, timezone.utc), (z - datetime(2019, 12, 31, tzinfo=timezone.utc)).total_seconds())
t = timedelta(days=-1, seconds=5, microseconds=7)
print(t, repr(t), timedelta(hours=25), timedelta(weeks=1) / 2, timedelta(minutes=3) * 2, timedelta(1) > timedelta(0), bool(timedelta()), timedelta(seconds=1.5))
print(time(1, 2, 3), repr(time(4, 5)), isinstance(m, date), isinstance(d, datetime), m > datetime(2021, 1, 1))
for bad in ("2020-13-01", "x"):
    try:
        print(date.fromisoformat(bad))
    except ValueError:
        print("not a date")
try:
    date(2023, 2, 29)
except ValueError as error:
    print(error)

value = {"b": [1, 2.5, True, None, "é\n\"\\"], "a": {"x": {}, "y": []}, "big": 10**15, "e": 1e100}
print(json.dumps(value), json.dumps(value, sort_keys=True), json.dumps(value, ensure_ascii=False))
print(json.dumps(value, indent=2), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps("x"), json.dumps({1: 2, None: 3}))
print(json.loads('{"a": [1, -2.5e3, "\\u00e9\\n", true, null], "b": {"c": []}}  '), json.loads("3"), json.loads('"x"'))
print(json.loads(json.dumps(value)) == value, json.dumps(d, default=str))
for bad in ("{", "[1,]", "nope", '{"a" 1}'):
    try:
        json.loads(bad)
    except ValueError:
        print("bad JSON", bad)
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)

u = uuid.UUID("{12345678-1234-5678-1234-567812345678}")
print(u, repr(u), u.hex, u == uuid.UUID(u.hex), len({u, uuid.UUID(str(u))}), u.urn)
try:
    uuid.UUID("12")
except ValueError as error:
    print(error)

x = Decimal("1.10")
print(x, repr(x), x + 2, x * Decimal("2.0"), -x, x - Decimal("0.1"), x == Decimal("1.1"), x > 1, bool(Decimal("0")), 3 - x)
print(Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal("2.5").quantize(Decimal("1")), Decimal(7), f"{Decimal('3.50')}", Decimal("-0.05"))
print(math.ceil(1.2), math.floor(-1.2), math.gcd(12, 18), string.ascii_lowercase[:3], string.digits)
print(sorted([{"n": 2}, {"n": 1}], key=operator.itemgetter("n")), operator.attrgetter("year")(d), operator.itemgetter(0, 2)("abc"))
original = {"a": [1]}
shallow, deep = copy.copy(original), copy.deepcopy(original)
original["a"].append(2)
print(shallow, deep, SimpleNamespace(a=1).a)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
