def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
import random
def show(s): return list(s), s, [x for x in s]
print(show({3, 1, 2}), show({1001, 5, 64, 8, 16, -1, -2}), show(set(range(100, 80, -3))), show(frozenset([9, 17, 1, 33])), show({True, 0, 5}), set(), show({7, 15, 23, 31, 39, 47, 55, 63, 71}))
big = set()
x = 12345
for i in range(300):
    x = (x * 1103515245 + 12345) % 2147483648
    big.add(x - 1000000000)
print(list(big)[:40])
s = {10, 3, 7}; print(s.pop(), s, t(lambda: set().pop()))
a, b = {1, 2, 3, 20}, {3, 4, 20}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.symmetric_difference(b), a.isdisjoint(b), a.isdisjoint([7]), a.issuperset([1]), a.issubset(b), a >= {1}, t(lambda: a | [1]), t(lambda: frozenset().add), a.copy())
a.intersection_update(b); print(a); a.update([5], {6}); a.difference_update([5]); print(a); a.symmetric_difference_update({6, 7}); print(a); a.discard(99); print(t(lambda: a.remove(99)), t(lambda: a.remove({1})), t(lambda: a.remove([1])))
f = {frozenset([1])}; print({1} in f, f.remove({1}), f)
c = a; a |= {50}; print(c is a, c); a -= {50}; a &= {7}; a ^= {8}; print(a, c)
print((5).real, (5).imag, True.real, (2.5).imag, (7).numerator, (7).denominator, range(1, 9, 2).start, range(5).stop, range(5).step, slice(1).stop, slice(1, 2).start, slice(1, 2, 3).step, slice(5), slice(None, 3).indices(10), slice(1, 2) == slice(1, 2), t(lambda: {slice(1): 1}), [1, 2, 3, 4][slice(1, 3)], t(lambda: slice()), range(5), range(2, 3, 4), [range(1)], NotImplemented, range(10).index(4), t(lambda: range(10).index(40)), range(10).count(3), 5 in range(0, 10, 5), 4 in range(0, 10, 5), 3 in range(10, 0, -1), 2.0 in range(5), t(lambda: slice('a').indices(5)))
class SimpleDict:
    def __init__(self, d): self.d = d
    def keys(self): return self.d.keys()
    def __getitem__(self, k): return self.d[k] * 10
d = {}; d.update(SimpleDict({1: 2})); print(d, dict(SimpleDict({3: 4}), z=1), t(lambda: {}.update(5)), t(lambda: dict([1])), t(lambda: dict([(1, 2, 3)])), t(lambda: dict(['ab', 'cd'])), t(lambda: dict(1, 2)), t(lambda: {}.update(a=1)), d.popitem(), t(lambda: {}.popitem()), {**SimpleDict({5: 6})})
def kw(**k): return k
print(kw(**SimpleDict({'a': 1})), t(lambda: kw(**{1: 2})))
