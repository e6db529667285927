def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
import copy, textwrap
from collections import Counter, ChainMap, namedtuple, OrderedDict, defaultdict
from urllib.parse import urlsplit, urlparse, urlunsplit, quote, unquote, parse_qsl, parse_qs, urlencode, quote_plus
c = Counter('abracadabra'); d = Counter(a=1, z=4)
print(c, c['q'], c + d, c - d, c | d, c & d, +Counter(a=-1, b=2), -Counter(a=-1, b=2), c.most_common(2), c.most_common(-1), c.total(), list(c.elements())[:4], c == Counter('abracadabra'), Counter(a=0) == Counter(), d <= c, d < c, Counter(a=1) <= c, c >= d, c.copy() == c, type(c.copy()).__name__, Counter(), Counter({'x': 'y', 'z': 1}))
c.subtract('aab'); print(c); c += Counter('zz'); print(c); c -= Counter('a'); print(c); c &= Counter('abz'); print(c); c |= Counter(q=9); print(c); del c['nope']
print(Counter(self=1, iterable=2), Counter([1, 1, 2]), t(lambda: Counter(5)), Counter('ab') | Counter('bc'))
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m, list(m), len(m), m['b'], m.get('z', 9), 'a' in m, dict(m), m == {'a': 1, 'b': 3}, bool(ChainMap()), m.parents, m.new_child({'q': 1}), list(m.items()), list(m.values()), sorted(m.keys()), m | {'n': 1}, {'n': 1} | m, m.pop('a'), t(lambda: m.pop('b')), t(lambda: m['zz']))
m['x'] = 5; del m['x']; print(m, t(lambda: m.__delitem__('x')), m.setdefault('k', 3), m.copy())
P = namedtuple('P', 'x y z', defaults=(8, 9))
p = P(1)
print(p, P(1, y=2), P._fields, P._field_defaults, P._make([1, 2, 3]), p._replace(x=5), p._asdict(), p.x, p == (1, 8, 9), P.__doc__, p[0], len(p), hash(p) == hash((1, 8, 9)) if 0 else 1, t(lambda: P()), t(lambda: P(1, 2, 3, 4)), t(lambda: P(1, q=2)), t(lambda: P(1, x=2)), t(lambda: p._replace(q=1)), t(lambda: P._make([1])), t(lambda: namedtuple('P', 'a a')), t(lambda: namedtuple('P', '_a')), t(lambda: namedtuple('1', 'a')), t(lambda: namedtuple('P', 'class')), t(lambda: namedtuple('P', 'a', defaults=(1, 2))), namedtuple('Q', '')(), t(lambda: namedtuple('Q', 'a b')()), t(lambda: namedtuple('Q', 'a b c')(1)))
class A:
    def __init__(self, v): self.v = v
class CC:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return ('deep', copy.deepcopy([1], memo))
a = A([1, 2]); b = copy.copy(a); e = copy.deepcopy(a)
print(b is a, b.v is a.v, e.v is a.v, e.v, type(e).__name__, copy.copy(CC()), copy.deepcopy(CC()), copy.copy((1,)), copy.copy([1]))
l = [1, [2]]; x = [l, l]; y = copy.deepcopy(x); print(y[0] is y[1], y[0] is l, y)
r = []; r.append(r); s = copy.deepcopy(r); print(s[0] is s, s)
tt = (1, 'a', (2,)); print(copy.deepcopy(tt) is tt, copy.deepcopy(([1],)) == ([1],), copy.deepcopy(()) is ())
dd = {}; dd['self'] = dd; z = copy.deepcopy(dd); print(z['self'] is z)
n = A(None); n.v = n; q = copy.deepcopy(n); print(q.v is q, copy.copy(len) is len, copy.deepcopy(A) is A, copy.copy({1, 2}), copy.deepcopy(frozenset([1])))
for u in ['http://user:pa@Host:80/p;x?q=1#f', '//h/p', 'mailto:a@b', 'file:///tmp/x', 'http://[::1]:8080/', 'HTTP://A.b/?', 'a:b:c', '', 'x?y', '  http://a\n/b', 'http://h:99999/', 'http://h:ab/', 'sqlite:///x.db', 'postgresql+psycopg2://u:p%40@h/db?a=b', 'git+ssh://h/x']:
    def show(u=u):
        s = urlsplit(u)
        return tuple(s), s.geturl(), s.hostname, s.username, s.password, tuple(urlparse(u)), urlparse(u).geturl()
    print(t(show), t(lambda: urlsplit(u).port))
print(quote('a b/é?'), quote('a/b', safe=''), quote(b'\xff'), t(lambda: quote(b'a', encoding='utf-8')), t(lambda: quote(5)), quote('é', encoding='latin-1'), quote_plus('a b+c'), unquote('%C3%A9%zz%2'), unquote('%E9', encoding='latin-1'), unquote('a+b'), parse_qsl('a=1&b=&c&a=2'), parse_qsl('a=1&b=', keep_blank_values=True), t(lambda: parse_qsl('a', strict_parsing=True)), parse_qs('a=1&a=2;b=3'), parse_qs('a=1;b=2', separator=';'), t(lambda: parse_qsl('a=1&b=2', max_num_fields=1)), urlencode({'a': [1, 2], 'b': 'x y'}, doseq=True), urlencode({'a': [1, 2]}), urlencode([('k', 'é')]), t(lambda: urlencode('abc')), urlencode({b'a': b'\xff'}))
text = "Hello there, how are you this fine day?  I'm glad to hear it!  This is a well-known--really long-winded example-of-a-text with super--long dashes, e.g. foo-bar -- and\ttabs."
for w in (10, 15, 20, 33, 70): print(textwrap.wrap(text, w))
print(textwrap.wrap(text, 20, break_on_hyphens=False), textwrap.wrap(text, 12, break_long_words=False), textwrap.fill(text, 30, initial_indent='* ', subsequent_indent='  '), textwrap.shorten(text, 30), textwrap.shorten(text, 30, placeholder='...'), textwrap.wrap(text, 25, max_lines=2), textwrap.wrap(text, 25, fix_sentence_endings=True), textwrap.wrap('  a  b ', 3, drop_whitespace=False), textwrap.indent('a\n\n b\n', '> '), textwrap.indent('a\n\nb', '-', lambda l: True), textwrap.dedent('  a\n   b'), t(lambda: textwrap.wrap('a', 0)), t(lambda: textwrap.shorten('hello world', 3)), textwrap.wrap('x' * 30, 7), textwrap.wrap('this-is-a-useful-feature-for--em--dashes yyyy-mm-dd a-b-c-d 12-34', 8), textwrap.wrap('', 5), textwrap.wrap("Did you say \"hyphen-ated?\" 'single.' (x.) end. next", 9, fix_sentence_endings=True))
