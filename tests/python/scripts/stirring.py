"""Operations on containers that change at each call the operations make."""
stirred = []
state = {"how": 0, "count": 0, "busy": False}


def stir():
    if state["busy"] or state["count"] > 4:
        return
    state["busy"] = True
    state["count"] += 1
    how = state["count"] if state["how"] == 4 else state["how"]
    for victim in stirred:
        if how % 4 != 1:
            victim.clear()
        for i in range((0, 9, 1, 0)[how % 4]):
            name = "n%d %d" % (i, state["count"])
            if isinstance(victim, list):
                victim.append(name)
            elif isinstance(victim, dict):
                victim[name] = name + "v"
            else:
                victim.add(name)
    junk = ["j" + str(i) * 5 for i in range(5)]
    state["busy"] = False


class Stirring:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, other):
        self = other = None
        stir()
        return NotImplemented if state["count"] % 2 else False

    def __hash__(self):
        stir()
        return 1

    def __lt__(self, other):
        stir()
        return state["count"] % 2 == 0

    def __str__(self):
        stir()
        return "s" + str(state["count"])

    def __repr__(self):
        stir()
        return "r" + str(state["count"])

    def __format__(self, spec):
        stir()
        return "f" + spec

    def __bool__(self):
        stir()
        return state["count"] % 2 == 0

    def __len__(self):
        stir()
        return 2

    def __iter__(self):
        stir()
        return iter(["i" + str(state["count"]), "i2"])

    def __getitem__(self, key):
        stir()
        return "g" + str(state["count"])

    def __contains__(self, key):
        stir()
        return False

    def __add__(self, other):
        stir()
        return NotImplemented if state["count"] % 2 else self

    def __radd__(self, other):
        stir()
        return "a" + str(state["count"])

    def __call__(self, *a, **k):
        stir()
        return "c" + str(state["count"])

    def __getattr__(self, name):
        stir()
        return "t" + str(state["count"])


def each(items):
    for item in items:
        stir()
        yield item


def take(*a, **k):
    stir()
    return (a, k)


def same(v):
    stir()
    return v


OPERATIONS = [
    lambda x, y, L, M, D, E, K, S, T, P: L == M,
    lambda x, y, L, M, D, E, K, S, T, P: L != M,
    lambda x, y, L, M, D, E, K, S, T, P: L < M,
    lambda x, y, L, M, D, E, K, S, T, P: L >= M,
    lambda x, y, L, M, D, E, K, S, T, P: (x, y) == (y, x),
    lambda x, y, L, M, D, E, K, S, T, P: (x, "a") < (y, "b"),
    lambda x, y, L, M, D, E, K, S, T, P: D == E,
    lambda x, y, L, M, D, E, K, S, T, P: D != E,
    lambda x, y, L, M, D, E, K, S, T, P: S == T,
    lambda x, y, L, M, D, E, K, S, T, P: S < T,
    lambda x, y, L, M, D, E, K, S, T, P: S | T,
    lambda x, y, L, M, D, E, K, S, T, P: S & T,
    lambda x, y, L, M, D, E, K, S, T, P: S - T,
    lambda x, y, L, M, D, E, K, S, T, P: S ^ T,
    lambda x, y, L, M, D, E, K, S, T, P: D | E,
    lambda x, y, L, M, D, E, K, S, T, P: x in L,
    lambda x, y, L, M, D, E, K, S, T, P: x in D,
    lambda x, y, L, M, D, E, K, S, T, P: x in S,
    lambda x, y, L, M, D, E, K, S, T, P: x in (x, y),
    lambda x, y, L, M, D, E, K, S, T, P: "a" in x,
    lambda x, y, L, M, D, E, K, S, T, P: L.index(x),
    lambda x, y, L, M, D, E, K, S, T, P: L.index("zz"),
    lambda x, y, L, M, D, E, K, S, T, P: L.remove(x),
    lambda x, y, L, M, D, E, K, S, T, P: L.remove("zz"),
    lambda x, y, L, M, D, E, K, S, T, P: L.count(x),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(L),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(L, key=same),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(L, key=lambda v: Stirring(v.n)),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: L.sort(),
    lambda x, y, L, M, D, E, K, S, T, P: L.sort(key=same, reverse=True),
    lambda x, y, L, M, D, E, K, S, T, P: min(L),
    lambda x, y, L, M, D, E, K, S, T, P: max(L, key=same),
    lambda x, y, L, M, D, E, K, S, T, P: min(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: sum(L),
    lambda x, y, L, M, D, E, K, S, T, P: sum(L, Stirring(0)),
    lambda x, y, L, M, D, E, K, S, T, P: D[x],
    lambda x, y, L, M, D, E, K, S, T, P: D.get(x),
    lambda x, y, L, M, D, E, K, S, T, P: D.get(x, Stirring(9)),
    lambda x, y, L, M, D, E, K, S, T, P: D.pop(x, "q" + str(1)),
    lambda x, y, L, M, D, E, K, S, T, P: D.setdefault(x, "a" + str(7)),
    lambda x, y, L, M, D, E, K, S, T, P: D.setdefault(x, [Stirring(1)]),
    lambda x, y, L, M, D, E, K, S, T, P: D.update(E),
    lambda x, y, L, M, D, E, K, S, T, P: D.update(D),
    lambda x, y, L, M, D, E, K, S, T, P: D.update(P),
    lambda x, y, L, M, D, E, K, S, T, P: D.update(each(P)),
    lambda x, y, L, M, D, E, K, S, T, P: D.update(a=Stirring(1), b="x" + str(1)),
    lambda x, y, L, M, D, E, K, S, T, P: D.items(),
    lambda x, y, L, M, D, E, K, S, T, P: D.copy(),
    lambda x, y, L, M, D, E, K, S, T, P: {**D, **E},
    lambda x, y, L, M, D, E, K, S, T, P: {**D, x: y},
    lambda x, y, L, M, D, E, K, S, T, P: {x: "a" + str(1), y: "b" + str(1)},
    lambda x, y, L, M, D, E, K, S, T, P: {x, y, "a" + str(1)},
    lambda x, y, L, M, D, E, K, S, T, P: [*L, *M],
    lambda x, y, L, M, D, E, K, S, T, P: [*each(L), *x],
    lambda x, y, L, M, D, E, K, S, T, P: (*L, *S),
    lambda x, y, L, M, D, E, K, S, T, P: take(*L, **K),
    lambda x, y, L, M, D, E, K, S, T, P: take(*each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: take(*x, a=x),
    lambda x, y, L, M, D, E, K, S, T, P: set(L),
    lambda x, y, L, M, D, E, K, S, T, P: set(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: frozenset(L),
    lambda x, y, L, M, D, E, K, S, T, P: dict(P),
    lambda x, y, L, M, D, E, K, S, T, P: dict(each(P)),
    lambda x, y, L, M, D, E, K, S, T, P: dict(D),
    lambda x, y, L, M, D, E, K, S, T, P: dict(D, a=x),
    lambda x, y, L, M, D, E, K, S, T, P: list(L),
    lambda x, y, L, M, D, E, K, S, T, P: list(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(x),
    lambda x, y, L, M, D, E, K, S, T, P: tuple(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: ", ".join(L),
    lambda x, y, L, M, D, E, K, S, T, P: ", ".join(each([str(v) for v in L])),
    lambda x, y, L, M, D, E, K, S, T, P: ", ".join(x),
    lambda x, y, L, M, D, E, K, S, T, P: str(L),
    lambda x, y, L, M, D, E, K, S, T, P: repr(D),
    lambda x, y, L, M, D, E, K, S, T, P: repr(S),
    lambda x, y, L, M, D, E, K, S, T, P: repr((x, L, D)),
    lambda x, y, L, M, D, E, K, S, T, P: str(x),
    lambda x, y, L, M, D, E, K, S, T, P: f"{x} {L} {x!r:>10} {D}",
    lambda x, y, L, M, D, E, K, S, T, P: f"{x:{y}}",
    lambda x, y, L, M, D, E, K, S, T, P: "%s" % x,
    lambda x, y, L, M, D, E, K, S, T, P: "%s %r %s" % (x, L, D),
    lambda x, y, L, M, D, E, K, S, T, P: "%(a)s %(b)s" % K,
    lambda x, y, L, M, D, E, K, S, T, P: "%s %s" % tuple(L[:2]),
    lambda x, y, L, M, D, E, K, S, T, P: "{} {}".format(x, L),
    lambda x, y, L, M, D, E, K, S, T, P: "{a} {b}".format(**K),
    lambda x, y, L, M, D, E, K, S, T, P: "{0.n} {0[1]}".format(x),
    lambda x, y, L, M, D, E, K, S, T, P: format(x, "a"),
    lambda x, y, L, M, D, E, K, S, T, P: any(L),
    lambda x, y, L, M, D, E, K, S, T, P: all(L),
    lambda x, y, L, M, D, E, K, S, T, P: any(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: bool(x),
    lambda x, y, L, M, D, E, K, S, T, P: not x,
    lambda x, y, L, M, D, E, K, S, T, P: x and y,
    lambda x, y, L, M, D, E, K, S, T, P: x or y,
    lambda x, y, L, M, D, E, K, S, T, P: len(x),
    lambda x, y, L, M, D, E, K, S, T, P: int(x),
    lambda x, y, L, M, D, E, K, S, T, P: list(zip(L, M)),
    lambda x, y, L, M, D, E, K, S, T, P: list(zip(each(L), each(M))),
    lambda x, y, L, M, D, E, K, S, T, P: list(enumerate(L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(map(same, L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(map(same, each(L))),
    lambda x, y, L, M, D, E, K, S, T, P: list(map(take, L, M)),
    lambda x, y, L, M, D, E, K, S, T, P: list(filter(same, L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(filter(None, L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(reversed(L)),
    lambda x, y, L, M, D, E, K, S, T, P: [v for v in L if v],
    lambda x, y, L, M, D, E, K, S, T, P: {v: v for v in L},
    lambda x, y, L, M, D, E, K, S, T, P: {v for v in each(L)},
    lambda x, y, L, M, D, E, K, S, T, P: [a + b for a, b in zip(L, M)],
    lambda x, y, L, M, D, E, K, S, T, P: [(v, w) for v in L for w in M],
    lambda x, y, L, M, D, E, K, S, T, P: L + M,
    lambda x, y, L, M, D, E, K, S, T, P: L * 2,
    lambda x, y, L, M, D, E, K, S, T, P: x + y,
    lambda x, y, L, M, D, E, K, S, T, P: x + L,
    lambda x, y, L, M, D, E, K, S, T, P: "a" + x,
    lambda x, y, L, M, D, E, K, S, T, P: -x,
    lambda x, y, L, M, D, E, K, S, T, P: x * 3,
    lambda x, y, L, M, D, E, K, S, T, P: x | y,
    lambda x, y, L, M, D, E, K, S, T, P: x < y,
    lambda x, y, L, M, D, E, K, S, T, P: x > y,
    lambda x, y, L, M, D, E, K, S, T, P: x <= y,
    lambda x, y, L, M, D, E, K, S, T, P: x == "a",
    lambda x, y, L, M, D, E, K, S, T, P: x[1],
    lambda x, y, L, M, D, E, K, S, T, P: x["a" + str(1)],
    lambda x, y, L, M, D, E, K, S, T, P: x(1, a=2),
    lambda x, y, L, M, D, E, K, S, T, P: x.foo,
    lambda x, y, L, M, D, E, K, S, T, P: getattr(x, "foo" + str(1)),
    lambda x, y, L, M, D, E, K, S, T, P: hasattr(x, "foo"),
    lambda x, y, L, M, D, E, K, S, T, P: setattr(x, "foo" + str(1), [y]),
    lambda x, y, L, M, D, E, K, S, T, P: isinstance(x, (int, str)),
    lambda x, y, L, M, D, E, K, S, T, P: S.union(L, M),
    lambda x, y, L, M, D, E, K, S, T, P: S.union(each(L), each(M), each(P)),
    lambda x, y, L, M, D, E, K, S, T, P: S.intersection(L, each(M)),
    lambda x, y, L, M, D, E, K, S, T, P: S.difference(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: S.update(L, each(M)),
    lambda x, y, L, M, D, E, K, S, T, P: S.add(x),
    lambda x, y, L, M, D, E, K, S, T, P: S.discard(x),
    lambda x, y, L, M, D, E, K, S, T, P: S.remove(x),
    lambda x, y, L, M, D, E, K, S, T, P: S.issubset(each(L)),
    lambda x, y, L, M, D, E, K, S, T, P: S.copy(),
    lambda x, y, L, M, D, E, K, S, T, P: L.extend(x),
    lambda x, y, L, M, D, E, K, S, T, P: L.extend(L),
    lambda x, y, L, M, D, E, K, S, T, P: L.insert(0, x),
    lambda x, y, L, M, D, E, K, S, T, P: L.insert(x, y),
    lambda x, y, L, M, D, E, K, S, T, P: L.pop(x),
    lambda x, y, L, M, D, E, K, S, T, P: L.append(x),
    lambda x, y, L, M, D, E, K, S, T, P: L[x],
    lambda x, y, L, M, D, E, K, S, T, P: L[x:],
    lambda x, y, L, M, D, E, K, S, T, P: L[1:x],
    lambda x, y, L, M, D, E, K, S, T, P: dict.fromkeys(L),
    lambda x, y, L, M, D, E, K, S, T, P: dict.fromkeys(each(L), x),
    lambda x, y, L, M, D, E, K, S, T, P: list(itertools.chain(L, each(M))),
    lambda x, y, L, M, D, E, K, S, T, P: list(itertools.groupby(L)),
    lambda x, y, L, M, D, E, K, S, T, P: list(itertools.islice(each(L), 2)),
    lambda x, y, L, M, D, E, K, S, T, P: list(itertools.product(L, M)),
    lambda x, y, L, M, D, E, K, S, T, P: next(iter(x)),
    lambda x, y, L, M, D, E, K, S, T, P: next(each(L), x),
    lambda x, y, L, M, D, E, K, S, T, P: list(iter(x)),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(P),
    lambda x, y, L, M, D, E, K, S, T, P: sorted(P, key=operator.itemgetter(1)),
    lambda x, y, L, M, D, E, K, S, T, P: max(P),
    lambda x, y, L, M, D, E, K, S, T, P: [v.n for v in L],
    lambda x, y, L, M, D, E, K, S, T, P: sum(v.n for v in L),
    lambda x, y, L, M, D, E, K, S, T, P: type("N", (), {"a": x, "b": L})().a,
    lambda x, y, L, M, D, E, K, S, T, P: int("3" + str(x)),
    lambda x, y, L, M, D, E, K, S, T, P: map(same, L),
    lambda x, y, L, M, D, E, K, S, T, P: min(x, y, key=same),
    lambda x, y, L, M, D, E, K, S, T, P: min(P, key=lambda p: p[1]),
    lambda x, y, L, M, D, E, K, S, T, P: all(v == w for v, w in zip(L, M)),
    lambda x, y, L, M, D, E, K, S, T, P: L == [x, y] or M == [y, x],
    lambda x, y, L, M, D, E, K, S, T, P: (L, D) == (M, E),
    lambda x, y, L, M, D, E, K, S, T, P: [[x], [y]] == [[y], [x]],
    lambda x, y, L, M, D, E, K, S, T, P: {"a": [x]} == {"a": [y]},
    lambda x, y, L, M, D, E, K, S, T, P: D.pop("s").foo,
    lambda x, y, L, M, D, E, K, S, T, P: K.pop("a")(L),
    lambda x, y, L, M, D, E, K, S, T, P: take(x, *L, k=y, **K),
]

ended = 0
for how in range(5):
    for operation in OPERATIONS:
        x, y = Stirring(1), Stirring(2)
        state["count"] = 100
        L, M = [Stirring(i) for i in range(5)], [Stirring(i) for i in range(5)]
        D = {Stirring(0): "d" + str(1), Stirring(1): "e" + str(2), "s": Stirring(3)}
        E = {Stirring(0): "d" + str(3), Stirring(5): "f" + str(2), "s": Stirring(3)}
        K = {"a": Stirring(1), "b": "b" + str(1)}
        S, T = {Stirring(0), Stirring(1), "s"}, {Stirring(0), Stirring(9), "t"}
        P = [("p" + str(i), Stirring(i)) for i in range(5)]
        stirred.clear()
        stirred.extend([L, M, D, E, K, S, T, P])
        state["how"], state["count"] = how, 0
        try:
            operation(x, y, L, M, D, E, K, S, T, P)
        except Exception:
            pass
        stir()
        ended += 1
print(ended == 5 * len(OPERATIONS), ended > 600)
