"""What typing has, by the same names; what only newer versions of typing have is unknown, unless it is here."""
import typing
import _limbeck.host


def deprecated(message, /, *, category=DeprecationWarning, stacklevel=1):
    """It warns where the function is called or the class is made, and changes nothing else."""
    return lambda thing: thing


def get_annotations(obj, **options):
    if options:
        raise NotImplementedError(f"limbeck does not evaluate get_annotations() with {next(iter(options))}=")
    return dict(getattr(obj, "__annotations__", {}))


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    try:
        return getattr(typing, name)
    except AttributeError:
        return _limbeck.host.opaque("typing_extensions." + name)
