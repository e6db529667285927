"""Views of dictionaries, JSON, patterns and what is changed while it is run through."""
import json, re, textwrap, collections
from decimal import Decimal
def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + (' ' + str(e) if isinstance(e, (RuntimeError, ValueError)) else '')
for s in ['1.10', '[01]', '"a\nb"', 'NaN', '[Infinity, -Infinity]', '-', '-0', '1e5', '1.e5', '1E+2', '+1', '.5', '1.5.5', '"\\x"', '"\\u12"', '"\\ud83d\\ude00"', '{"a": 1, "a": 2}', '{}', '"abc', '', '[1,]', 'nul', '1 2', '٣', '"\\u٣٣٣٣"', '-Inf', '--1', '{"a":}', '"\\/"']:
    print(s, t(lambda: json.loads(s)))
print(t(lambda: json.loads('{"a": 1.10, "b": [2]}', parse_float=Decimal)), t(lambda: json.loads('1.10', parse_float=str)), t(lambda: json.loads('[7]', parse_int=str)), t(lambda: json.loads('{"a": {"b": 1}}', object_hook=lambda d: list(d))), t(lambda: json.loads('{"a": 1}', object_pairs_hook=lambda p: p)), t(lambda: json.loads('"a\tb"', strict=False)), t(lambda: json.loads('NaN', parse_constant=lambda c: c)), t(lambda: json.loads(5)), t(lambda: json.loads(s='1')), t(lambda: json.dumps(float('nan'), allow_nan=False)), t(lambda: json.dumps({(1,): 2, 'a': 1}, skipkeys=True)), t(lambda: json.dumps({'a': 'é\x7f\u2028'})), t(lambda: json.dumps({1: 1.5, None: True})))
print(t(lambda: re.sub(r"(?m)^", "> ", "a\nb\n")), t(lambda: re.sub("^", "> ", "a\n", flags=re.M)), t(lambda: re.findall("(?m)^.*$", "a\nb\n")), t(lambda: re.split(r"\s", "a\x1cb\x85c\xa0d\u2003e")), t(lambda: re.compile('(')).split(' ')[0], t(lambda: re.findall(r'[\s]+', '\x1f \x1c')), t(lambda: re.findall(r'\S+', 'a\x1db')), t(lambda: re.findall(r'[^\s]+', 'a\x1eb')), t(lambda: re.sub(r'\s+', ' ', 'é\u2003\x1fя')), t(lambda: re.search('b', 'a\x00b').span()))
print(t(lambda: textwrap.dedent('  a\x00b\n   \n  c\n')), t(lambda: textwrap.dedent(' é\n  я')), t(lambda: collections.namedtuple('P', 'a def a _x b', rename=True)(1,2,3,4,5)), t(lambda: textwrap.dedent(text=' x')))
def grow():
    d = {1: 1, 2: 2}
    for k in d: d[k + 10] = 1
def shrink():
    d = {1: 1, 2: 2}
    for k in d: del d[k]
def addset():
    s = {1, 2}
    for k in s: s.add(k + 10)
def fine():
    d = {1: 1, 2: 2}
    for k in d: d[k] = 5
    for k in list(d): del d[k]
    return d
def last():
    d = {1: 1}
    for k in d:
        d.clear()
    return d
print(t(grow), t(shrink), t(addset), t(fine), t(last))
print(issubclass(TimeoutError, OSError), IOError is OSError, issubclass(TabError, SyntaxError))
d = {'a': 1, 'b': 2}
k, v, i = d.keys(), d.values(), d.items()
d['c'] = 3
print(list(k), list(v), list(i), len(k), 'c' in k, 3 in v, ('c', 3) in i, ('c', 4) in i, k == {'a', 'b', 'c'}, {'a', 'b', 'c'} == k, k == ['a', 'b', 'c'], i == {('a', 1), ('c', 3), ('b', 2)}, k == {'c': 1, 'b': 2, 'a': 3}.keys(), d.items() == dict(d).items(), v == d.values(), k != {'a'}, k >= {'a'}, {'a'} < k, k.isdisjoint({'z'}))
print(sorted(k - {'a'}), sorted(k & ['a', 'z']), sorted(k | {'z'}), sorted(k ^ {'a', 'z'}), sorted({'a', 'z'} - k), sorted({'a', 'z'} & k), sorted(frozenset('az') | k), sorted(i - {('a', 1)}), type(k & k).__name__, {'a': 1}.keys() - {'a'})
print(k, v, i, t(lambda: k[0]), t(lambda: i + [1]), sorted(k), max(v), sum(v), dict(i), [x for x, _ in i], set(k) == {'a', 'b', 'c'}, tuple(v), ','.join(k), *k, bool({}.keys()), bool(k), {**d}, dict(zip(k, v)), list(map(str, v)), [*k, *v], t(lambda: {k: 1}) != '', any(v), list(enumerate(k)), list(reversed(list(k))), k == k, v == v, isinstance(k, list))
def grow_items():
    for key, value in d.items(): d[key + 'x'] = 1
def ok_items():
    for key, value in d.items(): d[key] = value + 1
    return d
print(t(ok_items), t(grow_items))
