# Operators of built-in types as methods: called on a value, on the class, and by super().
class S(str):
    def __eq__(self, other):
        return super().__eq__(other)

    def __add__(self, other):
        return S(super().__add__(other) + "!")

    __hash__ = str.__hash__


class N(int):
    def __lt__(self, other):
        return int.__lt__(self, other)

    def __add__(self, other):
        return N(super().__add__(other))

    def __radd__(self, other):
        return super().__radd__(other)


def t(f):
    try:
        return f()
    except Exception as error:
        return type(error).__name__, str(error)


print(S("a") == "a", S("a") == "b", S("a") == S("a"), S("a") != "a", S("a") + "b", N(3) < 4, N(3) < 2, N(3) + 4, type(N(3) + 4).__name__, 1 + N(2), 1.5 + N(2))
print((1).__add__(2), (1).__add__(1.5), (1.5).__add__(1), (1).__radd__(2), True.__and__(False), True.__add__(True), (2).__rsub__(5), (1.5).__rtruediv__(3))
print((7).__floordiv__(2), (7).__mod__(4), (7).__rmod__(4), (1).__lshift__(3), (3).__or__(4), (3).__xor__(1), (3).__or__("a"), (10**30).__add__(1), (1).__add__(10**30))
print(t(lambda: (1).__truediv__(0)), t(lambda: (1).__mod__(0)), t(lambda: "a".__add__(1)), t(lambda: [1].__add__((1,))), t(lambda: "a".__mul__("b")))
print("a".__add__("b"), "ab".__mul__(2), "ab".__rmul__(2), "%s".__mod__(5), "x".__rmod__("%s-"), "x".__rmod__(5), [1].__add__([2]), (1,).__add__((2,)), [1].__mul__(2), b"a".__add__(b"b"))
print("a".__eq__("a"), "a".__eq__(1), "a".__lt__("b"), "a".__lt__(1), (1).__eq__(1), (1).__eq__(1.0), (1.0).__eq__(1), (1).__ne__(2), (1).__ge__(1), [1].__eq__([1]), [1].__lt__([2]), [1].__eq__((1,)), (1,).__le__((1,)), {1: 2}.__eq__({1: 2}), {1: 2}.__ne__({}), {1: 2}.__lt__({}), {1}.__le__({1, 2}), {1}.__eq__(frozenset([1])), {1}.__lt__([1]))
print({1}.__sub__({1}), {1}.__or__(frozenset([2])), {1}.__and__([1]), {1}.__rsub__({1, 2}), {1}.__xor__({2}), {1: 2}.__or__({3: 4}), {1: 2}.__or__([]), {1: 2}.__ror__({3: 4}))
print((1.5).__floor__(), (-1.5).__ceil__(), (1.5).__trunc__(), (1.5).__int__(), (3).__index__(), (3).__float__(), True.__int__(), (3).__neg__(), (-3).__abs__(), (-3.5).__abs__(), (3).__invert__(), (0).__bool__(), (0.5).__bool__(), (3).__pos__(), True.__neg__(), (-10**30).__abs__())
print(t(lambda: float("inf").__floor__()), t(lambda: float("nan").__ceil__()))
print({1: 2}.__getitem__(1), {1: 2}.__contains__(1), {1: 2}.__len__(), [3, 4].__getitem__(1), [3, 4].__getitem__(slice(1)), "abc".__getitem__(1), "abc".__contains__("b"), "abc".__len__(), list("ab".__iter__()), (1, 2).__contains__(1), range(3).__len__(), {1}.__contains__(1), {1}.__len__())
d = {}
d.__setitem__("a", 1)
d.__delitem__("a")
l = [1, 2]
l.__setitem__(0, 5)
print(d, l, t(lambda: {}.__getitem__("x")), t(lambda: [].__getitem__(1)), t(lambda: "a".__contains__(1)))
print(int.__add__(1, 2), str.__eq__("a", "a"), dict.__or__({1: 2}, {3: 4}), set.__sub__({1, 2}, {1}), float.__truediv__(1.0, 2), list.__len__([1]), str.__lt__("a", "b"), int.__eq__(1, 1), dict.__getitem__({1: 2}, 1), list(map(int.__neg__, [1, 2])), sorted([3, 1], key=int.__neg__), int.__lt__(1, 2), list.__eq__([1], [1]))
print(t(lambda: int.__add__("a", 1)), t(lambda: str.__eq__(1, "a")), t(lambda: int.__add__(1)), t(lambda: int.__add__()), t(lambda: (1).__neg__(2)), t(lambda: (1).__add__(1, 2)))
print(hasattr(1, "__or__"), hasattr(1.5, "__or__"), hasattr("a", "__sub__"), hasattr({}, "__or__"), hasattr([], "__or__"), hasattr(1, "__len__"))
print(t(lambda: (1.5).__or__(1)), t(lambda: [].__or__), t(lambda: "a".__sub__))
class D(dict):
    def __eq__(self, other):
        return super().__eq__(other) and len(self) == 1
    def __or__(self, other):
        return D(super().__or__(other))
    def __contains__(self, key):
        return super().__contains__(key.lower())
print(D(a=1) == {"a": 1}, D(a=1) == D(a=1), D() == {}, type(D(a=1) | {"b": 2}).__name__, "A" in D(a=1), D(a=1).__ne__({"a": 1}))
class L(list):
    def __lt__(self, other):
        return super().__gt__(other)
print(L([1]) < [2], L([3]) < [2], sorted([L([1]), L([2])]))
