# The order of classes that singledispatch() asks, and __mro__ of abstract classes.
def show(*values): print(*[repr(value) for value in values])


import functools, collections, collections.abc as c
m = functools._compose_mro
show([x.__name__ for x in m(dict, [c.Sequence, c.MutableMapping, c.Mapping, c.Set])])
bases = [c.Container, c.Mapping, collections.OrderedDict]
show([x.__name__ for x in m(collections.defaultdict, bases)])
class D(collections.defaultdict): pass
show([x.__name__ for x in m(D, [c.Sized, c.Container])])
class A(c.MutableSequence):
    def insert(self, i, v): pass
    def __getitem__(self, i): pass
    def __setitem__(self, i, v): pass
    def __delitem__(self, i): pass
    def __len__(self): return 0
show([x.__name__ for x in A.__mro__], [x.__name__ for x in c.MutableSequence.__mro__])
show([x.__name__ for x in m(A, [c.Sized, c.MutableMapping, c.Mapping])])

class O(c.Sized):
    def __len__(self):
        return 0
@functools.singledispatch
def g(arg): return "base"
show(g(O()))
g.register(c.Iterable, lambda arg: "iterable"); g.register(c.Container, lambda arg: "container"); g.register(c.Sized, lambda arg: "sized"); g.register(c.Set, lambda arg: "set")
show(g(O()))
c.Iterable.register(O); show(g(O()))
c.Set.register(O); show(g(O()))
class R(collections.defaultdict): pass
c.MutableSequence.register(R)
@functools.singledispatch
def i(arg): return "base"
i.register(c.MutableMapping, lambda arg: "mapping"); i.register(c.MutableSequence, lambda arg: "sequence")
show(i(R()))
