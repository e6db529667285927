# The order of sets of integers that were combined with other iterables, and quotients of 0.
def show(*values): print(*[repr(value) for value in values])


show({2, 1, 8}.union(range(2)))
show({2, 1, 8} | {0, 1})
show({2, 1, 8})
s = {2, 1, 8}; s.update(range(2)); show(s)
s = {2, 1, 8}; s.add(0); show(s)
show(set([2, 1, 8, 0, 1]), {2, 1, 8, 0}, {2,1,8}.copy(), set({2,1,8}), {2,1,8}.union([0]), {2,1,8}.union([1],[0]))
show({8, 16}.union({0}), {8, 0} - {5}, {8,0,1} & {8,0}, {8, 0} ^ {1}, frozenset({2,1,8}).union([0]), {1, 2, 8}.union({0: 1}))
for a, b in ((0, -5), (0, -2**63), (0, -10**30), (0, 2**63), (-0, -1), (False, -2), (0, -2**53)): show(a / b)
a = {3, 36, 8, 79, 17, 49, 24, 63, 0}
show(list(a.union([2, 4, 38, 10, 27])), list(a.difference([0, 1])), list(a - {0}), list(a.intersection([0, 63, 3])), list(a.union(range(5), [99, 7])))
b = {5, 7, 8, 24, 40, 36}
show(list(b.symmetric_difference([0, 1, 6, 36, 7])), list(b.difference([1], [2], {40})), list(b.union([0, 1, 6], [36])))
