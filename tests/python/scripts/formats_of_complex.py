def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
import datetime, typing
for spec in ('z.1f', '.3f', '>12', 'g', 'M', '=5', '05', 'e', ',', '+.1f', 'n', '<20.2e', '%', '.2', '*^15', ' f', '-', '_', '.', 'ff', 'd', '08.2f', 'F', 'G', '+'):
    for value in (1+2j, complex(-0.04, -0.04), 1.5-2j, 1j, complex(1e10, -12345.5), complex('nan'), complex('inf'), -0j):
        print(spec, t(lambda: format(value, spec)))
print(t(lambda: f'{1+2j:>10}'), t(lambda: '{:.1f}'.format(1j)))
for made in (iter([]), iter(()), iter(''), iter({}), iter(range(3)), reversed([]), {}.keys(), {}.items(), {}.values(), (x for x in [])):
    print(t(lambda: type(made)()), t(lambda: type(made)(1)))
def remove(thing, name):
    delattr(thing, name)
print(t(lambda: remove(range(3), 'start')), t(lambda: remove(slice(3), 'step')), t(lambda: remove(range(3), 'x')))
print(typing.List[int], typing.Dict[str, typing.List[int]], [typing.Tuple[int, ...]], typing.Sequence[float])
print(datetime.date(2020, 1, 2).strftime('%Y%'), datetime.date(2020, 1, 2).strftime('%#'))
import collections, decimal, itertools, enum
Point = collections.namedtuple("Point", "x y", defaults=[2])
class Shade(enum.Enum):
    dark = 1
print(t(lambda: 'x' + collections.Counter('a')))
print(t(lambda: [1] + collections.OrderedDict()))
print(t(lambda: (1,) + Point(1)))
print(t(lambda: Point(1) + [1]))
print(t(lambda: 'a' + Shade.dark))
print(t(lambda: b'a' + collections.Counter()))
print(t(lambda: 'a' * collections.Counter()))
print(t(lambda: next(itertools.count('a'))))
print(t(lambda: next(itertools.count(None))))
print(t(lambda: next(itertools.count(datetime.timedelta(1), datetime.timedelta(1)))))
print(t(lambda: next(itertools.count(decimal.Decimal(1)))))
print(t(lambda: next(itertools.count(1j))))
print(t(lambda: next(itertools.count(True))))
import json
print(t(lambda: json.dumps({datetime.date(2020, 1, 2): 1})), t(lambda: json.dumps({datetime.date(2020, 1, 2): 1}, indent=1)), t(lambda: json.dumps({Point(1): 1})), t(lambda: json.dumps({decimal.Decimal(1): 1})))
