# The text of functions that CPython writes in C, and functools.partialmethod.
import math, itertools, operator
print(len, sorted, [abs], str.upper, int.__add__, list.append, dict.get, set.union, str.__eq__, math.sin, operator.add, float.__floor__, isinstance, "%s" % repr, bytes.decode, tuple.index)

import functools


class Cell:
    def set(self, state, *more, **named):
        return (type(self).__name__, state, more, named)

    on = functools.partialmethod(set, True)
    both = functools.partialmethod(on, 2, key="k")
    static = functools.partialmethod(staticmethod(lambda *args: args), 1)
    of_class = functools.partialmethod(classmethod(lambda cls, *args: (cls.__name__, args)), 3)


print(Cell().on(), Cell().both(5, key="l"), Cell.on(Cell(), 7), Cell().static(2), Cell.static(2), Cell.of_class(4), Cell().of_class(4))
print(Cell.__dict__["both"].args, Cell.__dict__["both"].keywords, Cell().on.__self__.__class__.__name__)
for wrong in (5, None):
    try:
        functools.partialmethod(wrong)
    except TypeError as error:
        print(error)


def outer(self, x=0):
    return (self, x)


print(outer.__get__(5)(2), outer.__get__(None, int) is outer, outer.__get__("a", str)())
TEXT, DATA = "x", b"a"
for call in (lambda: outer.__get__(None), lambda: TEXT[TEXT], lambda: DATA[TEXT], lambda: str(b"a", len), lambda: str("a", "b", 5)):
    try:
        call()
    except TypeError as error:
        print(error)
