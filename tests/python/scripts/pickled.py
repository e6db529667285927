# Pickles that the script reads again, and the state of moments.
def show(*values): print(*[repr(value) for value in values])


import pickle, datetime as dt, decimal, uuid, collections, functools, operator
utc = dt.timezone.utc; z = dt.timezone(dt.timedelta(hours=-5), "EST")
d = dt.date(2020, 2, 3); m = dt.datetime(2020, 2, 3, 4, 5, 6, 789, fold=1); t = dt.time(1, 2, 3, 4, z, fold=1)
show(d.__reduce__(), m.__reduce__(), m.__reduce_ex__(4), t.__reduce__(), t.__reduce_ex__(4), dt.timedelta(1, 2, 3).__reduce__(), utc.__reduce__(), z.__reduce__())
show(m.replace(tzinfo=z).__reduce_ex__(4), d.__reduce_ex__(2) == d.__reduce__())
for proto in range(pickle.HIGHEST_PROTOCOL + 1):
    for v in (d, m, t, dt.timedelta(5), utc, z, [1, [2, (3, {4: "x"})], {5}], range(1, 9, 2), (1,), frozenset("a"), b"x", None, d.isocalendar(), int, True, 1.5, "é", {"a": {"b": []}}):
        w = pickle.loads(pickle.dumps(v, proto))
        show(w == v, type(w).__name__, w)
w = pickle.loads(pickle.dumps(m, 3)); show(w.fold); w = pickle.loads(pickle.dumps(m, 4)); show(w.fold)
x = [1]; x.append(x); y = pickle.loads(pickle.dumps(x)); show(y[0], y[1] is y, y is x)
a = []; p = pickle.loads(pickle.dumps([a, a])); show(p[0] is p[1])
s = pickle.dumps(a); a.append(1); show(pickle.loads(s), pickle.loads(s) is pickle.loads(s))
for v in (decimal.Decimal("1.50"), uuid.UUID(int=5)):
    try: w = pickle.loads(pickle.dumps(v)); show(type(w).__name__, w == v, w)
    except ValueError as e: show(str(e))
utc = dt.timezone.utc; z = dt.timezone(dt.timedelta(hours=-5), "EST")
show(dt.date(b"\x07\xe4\x02\x03"), dt.datetime(b"\x07\xe4\x82\x03\x04\x05\x06\x00\x03\x15").fold, dt.datetime(b"\x07\xe4\x82\x03\x04\x05\x06\x00\x03\x15", utc), dt.time(b"\x81\x02\x03\x00\x00\x04", z).fold)
for f in (lambda: dt.date(b"\x07\xe4\x0d\x03"), lambda: dt.date(b"abc"), lambda: dt.date(None), lambda: dt.date(1), lambda: dt.datetime(1, 2), lambda: dt.datetime(1, "x"), lambda: dt.datetime(b"\x07\xe4\x0d\x03\x04\x05\x06\x00\x03\x15"), lambda: dt.datetime(b"\x07\xe4\x02\x03\x04\x05\x06\x00\x03\x15", 5), lambda: dt.time(b"\x81\x02\x03\x00\x00\x04", 5), lambda: dt.time(b"\x19\x02\x03\x00\x00\x04"), lambda: dt.time(b"ab"), lambda: dt.date.fromisoformat("2020010299"), lambda: dt.date.fromisoformat("2147483648"), lambda: dt.date.fromisoformat("2020W01199"), lambda: dt.date.fromisoformat("202001-029")):
    try: show(f())
    except Exception as e: show(type(e).__name__, str(e))
