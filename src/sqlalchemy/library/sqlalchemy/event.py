"""Listeners: no engine of an application runs here, so none of them is called. What
one of them does to a connection is missed by the migrations, and told."""
import _limbeck.host

CANCEL = object()
NO_RETVAL = object()
_of_connections = ("connect", "first_connect", "do_connect", "engine_connect", "checkout", "begin",
                   "before_cursor_execute", "after_cursor_execute")


def listen(target, identifier, fn, *arguments, **options):
    if identifier in _of_connections:
        _limbeck.host.notice(f"a listener of '{identifier}' is not called: a SET or PRAGMA that it sends belongs into env.py itself")


def listens_for(target, identifier, *arguments, **options):
    def decorate(fn):
        listen(target, identifier, fn)
        return fn

    return decorate


def remove(target, identifier, fn):
    pass


def contains(target, identifier, fn):
    return False
