"""The names of pickle; limbeck makes no pickles and reads none."""

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def _refuse(*args, **keywords):
    raise NotImplementedError("limbeck makes no pickles and reads none")


dump = dumps = load = loads = Pickler = Unpickler = _dumps = _loads = _Pickler = _Unpickler = _refuse
