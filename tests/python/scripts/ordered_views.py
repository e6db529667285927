from collections import OrderedDict
from collections.abc import ItemsView, KeysView, ValuesView

made = OrderedDict([("b", 2), ("a", 1)])
print(made.keys(), made.values(), made.items(), type(made.keys()).__name__, type({}.keys()).__name__)
print(isinstance(made.keys(), KeysView), isinstance(made.items(), ItemsView), isinstance(made.values(), ValuesView))
print(isinstance(made.keys(), type({}.keys())), made.keys() == {"a", "b"}, made.keys() & {"a"}, made.items() - {("a", 1)})
keys = made.keys()
made["c"] = 3
print(keys, len(keys), "c" in keys, list(reversed(keys)), sorted(made.items()), dict(made.items()))
print(keys.isdisjoint(["z"]), {**made}, [*made.values()], OrderedDict(made.items()) == made)


class Own(OrderedDict):
    pass


print(Own(x=1).keys(), Own(x=1).copy().items(), Own(x=1))
try:
    hash(keys)
except TypeError as error:
    print(error)
print([key for key in made.keys()])


def attempt(what):
    try:
        return what()
    except TypeError as error:
        return error


print(attempt(lambda: {{}.keys(): 1}), attempt(lambda: {{1: 2}.items()}), attempt(lambda: hash({}.keys())))
print(len({{}.values(): 1}))
