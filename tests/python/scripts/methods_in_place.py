import collections.abc, copy
def t(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__ + ' ' + str(e)
print(t(lambda: ({}.__ior__({1:2}))))
print(t(lambda: ((lambda d: (d.__ior__([(1,2)]) is d, d))({}))))
print(t(lambda: ({}.__ior__(1))))
print(t(lambda: ([1].__iadd__([2]))))
print(t(lambda: ([1].__imul__(2))))
print(t(lambda: (set([1]).__ior__({2}))))
print(t(lambda: (set([1]).__ior__([2]))))
print(t(lambda: ({1}.__isub__({1}), {1}.__iand__({1}), {1}.__ixor__({1}))))
print(t(lambda: ({1:2}.keys().__contains__(1))))
print(t(lambda: (setattr(range(3), 'start', 1))))
print(t(lambda: (setattr(range(3), 'foo', 1))))
print(t(lambda: (setattr(slice(3), 'start', 1))))
class L(list): pass
class D(dict): pass
l, d = L([1]), D(a=1)
print(l.__iadd__((2, 3)) is l, l, d.__ior__([('b', 2)]) is d, d, type(d.__ior__({})).__name__, list.__iadd__(l, [4]) is l)
print(t(lambda: [1].__iadd__(1)), t(lambda: {1}.__ior__({1: 2})), t(lambda: {1: 2}.__ior__([(1,)])), t(lambda: [1].__imul__('a')), hasattr((), '__iadd__'), hasattr(frozenset(), '__ior__'))
print({1: 2}.values().__len__(), list({1: 2}.items().__iter__()), {1: 2}.items().__contains__((1, 2)), t(lambda: {1: 2}.keys().__contains__([])))
i = iter(range(2**64, 2**64 + 3))
print(type(i), next(i) - 2**64, i.__length_hint__(), [x - 2**64 for x in copy.copy(i)], [x - 2**64 for x in i], list(i), list(copy.copy(i)))
class A(collections.abc.AsyncGenerator):
    async def asend(self, value): return value
    async def athrow(self, *args): raise args[0]
print(sorted(n for n in ('__anext__', '__aiter__', 'aclose', 'asend') if hasattr(A(), n)), isinstance(A(), collections.abc.AsyncIterator))
