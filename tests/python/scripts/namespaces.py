# What locals() answers, slices as values, and managers made of generators as decorators.
from contextlib import contextmanager


def shown(first, *rest, key=1, **more):
    second = first + 1
    if second > 5:
        third = 3
    return list(locals().items())


print(shown(1, 2, x=3))
print(shown(9))


def removed(a, b):
    del a
    c = b
    return locals()


print(removed(1, 2))

one = slice(2)
print(list(range(10))[one], "abcdefgh"[slice(1, None, 2)], [1, 2, 3][slice(-1, None)])


class Kept:
    def __getitem__(self, key):
        return isinstance(key, slice), isinstance(key, (int, slice))


print(Kept()[1:2], Kept()[1], Kept()[slice(3)])
for wrong in (lambda: slice(), lambda: slice(1, 2, 3, 4)):
    try:
        wrong()
    except TypeError as problem:
        print(type(problem).__name__)


@contextmanager
def noted(name):
    print("enter", name)
    try:
        yield name
    finally:
        print("leave", name)


@noted("a")
def work(x):
    """Works."""
    print("work", x)
    return x * 2


print(work(1), work(2), work.__name__)


@noted("b")
def fails():
    raise KeyError("k")


try:
    fails()
except KeyError as problem:
    print("raised", problem)
with noted("c") as name:
    print("in", name)
