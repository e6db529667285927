"""Copies, shallow and deep."""


def copy(thing):
    if isinstance(thing, (list, dict, set)):
        return thing.copy()
    return thing


def deepcopy(thing, memo=None):
    if isinstance(thing, list):
        return [deepcopy(item) for item in thing]
    if isinstance(thing, tuple):
        return tuple(deepcopy(item) for item in thing)
    if isinstance(thing, dict):
        return {deepcopy(key): deepcopy(value) for key, value in thing.items()}
    if isinstance(thing, set):
        return {deepcopy(item) for item in thing}
    if thing is None or isinstance(thing, (str, bytes, int, float, bool)):
        return thing
    raise NotImplementedError(f"limbeck does not copy a {thing.__class__.__name__}")
