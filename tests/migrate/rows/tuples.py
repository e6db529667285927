from alembic import op
import sqlalchemy as sa
revision = "tuples"
down_revision = None


def kind(function):
    try:
        return repr(function())
    except Exception as error:
        return type(error).__name__


def upgrade():
    bind = op.get_bind()

    def rows():
        return bind.execute(sa.text("SELECT 1 AS id, 'x' AS name, 2.5 AS v UNION ALL SELECT 2, 'y', NULL ORDER BY 1")).fetchall()
    a, b = rows()
    c = rows()[0]
    say = lambda *values: print("notice:", *values)
    say(a == (1, 'x', 2.5), (1, 'x', 2.5) == a, a != (1, 'x', 2.5), a == c, a != c, a == b, a == [1, 'x', 2.5], a == (1.0, 'x', 2.5))
    say(rows() == [(1, 'x', 2.5), (2, 'y', None)], (1, 'x', 2.5) in set(rows()), (3, 'z', None) not in set(rows()), (2, 'y', None) in rows())
    say({(1, 'x', 2.5): 5}.get(a), {a: 1}[(1, 'x', 2.5)], {a: 1}[c], len({a, c, (1, 'x', 2.5)}), 7)
    say(a[0:2], a[:-1], a[::-1], a[-1], a[1], type(a[0:1]).__name__, isinstance(a, tuple), len(a), bool(a))
    say(a > (0,), a < b, sorted([b, a]), max(rows(), key=lambda r: r.id), min([b, a]), sorted(rows(), reverse=True)[0].name)
    say(a._fields, a._mapping['name'], dict(a._mapping), a._asdict(), list(a._mapping), a._mapping == {'id': 1, 'name': 'x', 'v': 2.5}, 'id' in a._mapping)
    say(rows().index((2, 'y', None)), rows().count(a), a.count('x'), a.index('x'), 'x' in a, 7 in a)
    pairs = bind.execute(sa.text("SELECT 1 AS k, 'one' AS v UNION ALL SELECT 2, 'two' ORDER BY 1")).fetchall()
    say(dict(pairs), dict((tuple(r) for r in pairs)), {k: v for k, v in pairs}, [*pairs[0]], list(zip(*pairs)))
    x, *rest = a
    say(x, rest, [i for i in a], list(map(str, a)), tuple(a), set(pairs) - {(1, 'one')}, {r.k for r in pairs}, frozenset(pairs) == frozenset([(1, 'one'), (2, 'two')]))
    counted = bind.execute(sa.text("SELECT 5 AS count, 6 AS t")).one()
    say(counted.count, counted.t, counted == (5, 6), counted._tuple() == (5, 6), pairs[0].t == (1, 'one'), pairs[0]._t)
    say([kind(function) for function in (lambda: a['id'], lambda: pairs[0] + (3,), lambda: (0,) + pairs[0], lambda: pairs[0] * 2, lambda: '%s-%s' % pairs[0], lambda: '%s' % pairs[0], lambda: a.nothing, lambda: a[7], lambda: a < 5, lambda: {}[a], lambda: a['a':], lambda: a.index('none'))])
    existing = set(bind.execute(sa.text("SELECT 1, 2 UNION SELECT 3, 4")).fetchall())
    say([pair for pair in [(1, 2), (5, 6)] if pair not in existing], str(a), repr(a), f"{a}", [a], bind.execute(sa.text("SELECT 1")).fetchmany(size=2), bind.execute(sa.text("SELECT 1, 2")).scalars(1).all())
    match a:
        case (i, n, _):
            say("matched", i, n)
