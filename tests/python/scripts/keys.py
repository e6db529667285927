"""What is equal has one hash: members of enumerations, numbers of every kind, sets, ranges, moments."""
import enum, json, datetime, uuid
from decimal import Decimal
from enum import Enum, IntEnum
class S(str, Enum):
    X = 'x'
    Y = 'y'
class N(IntEnum):
    A = 1
    B = 2
class T(str, Enum):
    X = 'x'
    def __str__(self):
        return self.value
class P(Enum):
    A = 'x'
print({S.X: 1}.get('x'), {'x': 1}.get(S.X), S.X in {'x'}, 'x' in {S.X}, N.A in {1}, 1 in {N.A}, len({S.X, 'x'}), {N.B: 1}.get(2), {1.0: 1}.get(N.A), {True: 1}.get(N.A), {S.X, S.Y} == {'x', 'y'}, S.X == 'x', 'x' == S.X, S.X != 'x', S.X < S.Y, N.A < 2, {P.A: 1}.get('x'), P.A in {'x'}, {P.A: 2}[P.A], P.A == 'x')
print(int(N.A), '%d' % N.A, [1, 2][N.A], json.dumps([N.A, S.X, {S.X: 1}]), N.A + 1, range(5)[N.B], 'abc'[N.A:], list(range(N.B)), round(N.A), sum([N.A, N.B]), max(N.A, N.B), float(N.B), '%s %s' % (N.A, S.X), '%5.2f' % N.A, f"{N.A:03d} {N.A} {S.X} {S.X:>5} {T.X} {T.X:>4}", str(S.X), str(N.A), repr(S.X), repr(N.A), format(S.X), format(N.A, 'x'), ','.join([S.X, 'b']), S.X + 'a', S.X.upper(), 'xyz'.find(S.Y), 'a-x'.split(S.X), S('x') is S.X, N(1) is N.A, chr(N.A + 64), 'ab' * N.B)
print(Decimal('1.50') in {Decimal('1.5')}, {Decimal('1'): 5}.get(1), {1: 5}.get(Decimal('1.0')), Decimal('0.5') == 0.5, {0.5: 1}.get(Decimal('0.50')), Decimal('0.1') == 0.1, {0.1: 1}.get(Decimal('0.1')), Decimal('0.1') < 0.5, Decimal('2.5') >= 2.5, 1 == Decimal(1), Decimal('1') == True, {True: 1}.get(Decimal('1.00')), Decimal('1') == '1', Decimal(3) > 2, 2 < Decimal(3), len({Decimal('1.0'), 1, 1.0, True}), Decimal('2.50') == Decimal('2.5'), sorted([Decimal('2'), 1, 1.5]))
print({frozenset([1]): 2}.get(frozenset([1])), {frozenset('ab'): 1}.get(frozenset('ba')), frozenset([1]) == {1}, frozenset([(1, 2), 'a']) in {frozenset(['a', (1, 2)])}, {(1, frozenset([2])): 3}[(1, frozenset([2]))], {range(3): 1}.get(range(0, 3, 1)), range(3) == range(0, 3, 1), range(0) == range(5, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], issubclass(bool, int), isinstance(True, int))
d = datetime.datetime(2024, 1, 2)
a = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__
print(t(lambda: d < a), t(lambda: d == a), t(lambda: d != a), t(lambda: d - a), t(lambda: d < datetime.date(2024, 1, 3)), t(lambda: datetime.date(2024, 1, 2) == d), t(lambda: d < 5), t(lambda: d == 5), t(lambda: max(d, a)), t(lambda: datetime.date(2024,1,1) < datetime.date(2024,1,2)), t(lambda: datetime.time(1) <= datetime.time(2)), {d: 1}.get(datetime.datetime(2024, 1, 2)), {a: 1}.get(datetime.datetime(2024, 1, 2, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))), {datetime.date(2024, 1, 2): 1}.get(d))
print([d.isoformat(timespec=s) for s in ('hours', 'minutes', 'seconds', 'milliseconds', 'microseconds', 'auto')], t(lambda: d.isoformat(timespec='x')), d.isoformat(' ', 'minutes'), datetime.time(1, 2).isoformat('minutes'), a.isoformat(timespec='hours'))
u = '12345678123456781234567812345678'
print(uuid.UUID(u, version=4), {uuid.UUID(u): 1}.get(uuid.UUID('{' + u + '}')), t(lambda: uuid.UUID(u, version=9)))
print(2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53), 9223372036854775807 == 9223372036854775808.0, 5 == 5.0, 5 < 5.5, -5 > -5.5, float('nan') == 5, 5 < float('nan'), float('nan') != float('nan'), 5 < float('inf'), sorted([3, 1.5, 2]), {1: 'a', 1.0: 'b', True: 'c'}, -1 < -0.5, 0 == -0.0)
for f in (lambda: {[]: 1}, lambda: {set(): 1}, lambda x=1.0: [1][x], lambda x='a': [1][x]):
    print(t(f))
