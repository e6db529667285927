"""Abstract classes, which limbeck takes at their word."""


class ABCMeta(type):
    pass


class ABC:
    pass


def abstractmethod(function):
    if callable(function):
        function.__isabstractmethod__ = True
    return function
