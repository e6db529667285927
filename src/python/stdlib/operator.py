"""Operators as functions."""


def itemgetter(*keys):
    return (lambda thing: thing[keys[0]]) if len(keys) == 1 else (lambda thing: tuple(thing[key] for key in keys))


def attrgetter(*names):
    return (lambda thing: _attribute(thing, names[0])) if len(names) == 1 else (
        lambda thing: tuple(_attribute(thing, name) for name in names))


def _attribute(thing, path):
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing


def methodcaller(name, *args, **kwargs):
    return lambda thing: getattr(thing, name)(*args, **kwargs)


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def eq(a, b):
    return a == b


def lt(a, b):
    return a < b


def gt(a, b):
    return a > b


def and_(a, b):
    return a & b


def or_(a, b):
    return a | b
