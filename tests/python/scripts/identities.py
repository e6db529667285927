"""Equality and hashing by identity, id() and hash(), of which no script sees the number."""
from collections import namedtuple
P = namedtuple("P", "x y")
print(list.append == list.append, [].append == [].append)
a = []
print(a.append == a.append, str.join == str.join)
print(P.__getitem__ == tuple.__getitem__)
import datetime, functools
class B:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(self.n)
    def __eq__(self, o): return self.n == (o.n if isinstance(o, B) else o)
    def m(self): pass
print({B("a"): 1}[B("a")], {B("a"): 1}["a"], {"x": 2}[B("x")], {B((1,"a")): 3}[(1, "a")])
print(hash("a") == hash("a"), hash("a") != hash("b"), hash(B("q")) == hash("q"), hash((1, "a")) == hash((1.0, "a")))
class C(B):
    def __hash__(self): return hash(self.n) ^ hash("k") * 31 + 5
print(len({C("a"), C("a"), C("b")}), C("a") in [C("a")], C("b") in {C("b"): 1})
b = B(1)
print({b.m: 1}[b.m], {list.append: 2}[list.append], b.m == b.m, {"".join: 1}["".join], len({b.m, B(1).m, b.m}))
l = []
seen = {id(l), id(b)}
print(id(l) in seen, id([]) in seen, id(b) == id(l), id(l) == id(l), id(b) in [id(l), id(b)], id(b) is None, len(seen))
print(hash(datetime.date(2020,1,1)) == hash(datetime.date(2020,1,1)), hash(None) == hash(None), hash(b) == hash(B(1)), hash(object) == hash(object))
print(hash(frozenset("ab")) == hash(frozenset("ba")))
d = {}
d[id(l)] = 5
print(d[id(l)], d.get(id(b)))
print(hash(5), hash((1,2,3)), hash(b), hash(""))
