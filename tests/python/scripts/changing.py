# Containers that change while they are looked through.
class Filling:
    """Its hash fills the dictionary it is about to go into."""

    def __init__(self, target):
        self.target = target

    def __hash__(self):
        for i in range(100):
            self.target[i] = i
        return 7


filled = {}
filled[Filling(filled)] = "last"
print(len(filled), filled[99])
numbers = {}
numbers.setdefault(Filling(numbers), "new")
print(len(numbers))


class Emptying:
    """Comparing it empties the lists and dictionaries it is told of."""

    def __init__(self, *targets):
        self.targets = targets

    def __eq__(self, other):
        for target in self.targets:
            target.clear()
        return True

    def __hash__(self):
        return 1

    def __lt__(self, other):
        for target in self.targets:
            target.clear()
        return True


gone = [1, 2, 3]
gone.append(Emptying(gone))
gone.remove("anything")
print(gone)
print([1, 2].index(2))
left, right = [], [1, 2]
left.extend([Emptying(right), 2])
print(left == right, right)
left, right = [], [5, 6]
left.extend([Emptying(left, right), 2])
print(left == right, left, right)
pairs = [[], []]
pairs[0].extend([Emptying(pairs[0]), 1])
pairs[1].extend([Emptying(pairs[1]), 1])
print(pairs[0] == pairs[1], [len(pair) for pair in pairs])
known = {}
known[Emptying(known)] = 1
known[Emptying(known)] = 2
print(len(known))
one, other = {}, {}
one[1] = Emptying(one, other)
one["b"] = other[1] = other["b"] = "x"
print(one == other, len(one), len(other))


class Late:
    """Hashing it lets go of everything."""

    kept = []

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        Late.kept.clear()
        made = ["x" * 50 for _ in range(50)]
        return len(made)

    def __eq__(self, other):
        Late.kept.clear()
        return self.name == other.name

    def __repr__(self):
        return "Late " + self.name


print({**{Late("a"): "1" + "2"}, **{Late("b"): "3" + "4"}})
print({Late("a"): "5" + "6", Late("a"): "7" + "8"})
Late.kept = [Late("c"), Late("d")]
print(Late.kept[0] in [Late("e"), Late("c")], len(Late.kept))


def noisy(count):
    for i in range(count):
        yield Late(str(i))


print(len({1}.union(noisy(3), noisy(4))))
print(sorted(str(v) for v in {Late("q")}.union(noisy(2))))


class Family:
    pass


class First(Family):
    pass


class Second(Family):
    pass


class Third(First, Second):
    pass


print([c.__name__ for c in Family.__subclasses__()], [c.__name__ for c in Second.__subclasses__()])
print(Third.__subclasses__())
def show_slice(f):
    x = [0, 1, 2, 3, 4, 5]
    try:
        f(x)
    except Exception as e:
        print(type(e).__name__, e)
    print(x)
def a(x): x[:] = []
def b(x): x[1:3] = "abc"
def c(x): x[4:2] = [9]
def d(x): x[::2] = [7, 8, 9]
def e(x): x[::-1] = list(x)
def f(x): x[::2] = [1]
def g(x): x[:] = x
def h(x): x[2:] = (i for i in x)
def i(x): x[-2:] = [x]
def j(x): x[10:] = {1: 2}
def k(x): x[5:0:-2] = [1, 2, 3]
for one in (a, b, c, d, e, f, g, h, j, k): show_slice(one)
y = [1, 2]
z = y
z[1:1] = range(3)
print(y, z is y)
