"""@compiles: an application's own SQL for a construct."""
import _limbeck.compiling


def compiles(class_, *specs):
    def keep(function):
        _limbeck.compiling.register(class_, specs, function)
        return function

    return keep


def deregister(class_):
    raise NotImplementedError("limbeck does not remove a @compiles")
