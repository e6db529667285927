"""The names of pickle; limbeck does not write or read pickles."""

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def _refuse(*args, **keywords):
    raise NotImplementedError("limbeck does not write or read pickles")


dump = dumps = load = loads = Pickler = Unpickler = _dumps = _loads = _Pickler = _Unpickler = _refuse
