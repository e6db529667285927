"""@compiles: other SQL for a construct. limbeck does not follow it, and says so."""
import _limbeck.host


def compiles(class_, *specs):
    def keep(function):
        name = _limbeck.host.opaque_name(class_) or getattr(class_, "__name__", "a construct")
        _limbeck.host.notice(f"@compiles({name}) changes how SQL is written; limbeck does not follow it")
        return function

    return keep


def deregister(class_):
    pass
