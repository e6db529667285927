# The order of a set of numbers after items were removed: CPython takes the places of removed items again,
# and makes the table again after difference_update().
s = set([0, 16])
s.discard(0)
s.add(8)
print(list(s))
s = set([0, 1, 2])
s.discard(0)
s.discard(1)
s.add(8)
s.add(16)
print(list(s))
s = set([20, 755993444047, 15.0, 56, 19.0])
s.add(1792)
s.add(46)
for item in list(s)[:4]:
    s.discard(item)
s.update([5, 232, 32])
s -= {1211, 179}
s.update([298990403288, 194, 919042265505, 9])
s.discard(232)
s |= {13.0, 3465, 134}
print(list(s), s)
s = set(range(0, 400, 8))
s.difference_update(range(0, 320, 8))
s.add(7)
s.add(15)
print(list(s))
s ^= {320, 1, 9, 17}
print(list(s))
s = {154, True, 0.0}
s.add(2417)
s -= {12, True}
s.add(4652)
s ^= {160, 1056834515906}
print(list(s), list(set(s)), list(s | {5}))
s = {11.0, 24, 32, 27.0}
for item in list(s):
    s.discard(item)
s |= {130749599007, 390831256903, 2755}
print(list(s))
t = set(s)
while t:
    print(t.pop())
s -= s
s.add(9)
s.add(1)
print(list(s))
