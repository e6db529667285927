"""Pickles that the same script reads again: loads() returns a copy of the argument of dumps(). The bytes of a pickle are
unknown, so any other use of it is refused, and so is a pickle from elsewhere."""
import copy
import _limbeck.objects

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
_ATOMS = (type(None), int, float, bool, str, bytes, type(Ellipsis), type(NotImplemented))
_made = {}  # by identity of the pickle: the pickle, the copy, the protocol


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    if protocol is None:
        protocol = DEFAULT_PROTOCOL
    if type(protocol) is not int or not 0 <= protocol <= HIGHEST_PROTOCOL or buffer_callback is not None:
        raise NotImplementedError("limbeck does not create a pickle with such arguments")
    pickle = _limbeck.objects.unknown("pickle.dumps()")
    _made[_limbeck.objects.identity(pickle)] = pickle, _copied(obj, _Memo(protocol)), protocol
    return pickle


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    found = _made.get(_limbeck.objects.identity(data))
    if found is None:
        raise NotImplementedError("limbeck reads only pickles that the same script created")
    return _copied(found[1], _Memo(found[2]))


class _Memo(copy._Memo):
    def __init__(self, protocol):
        super().__init__()
        self._protocol = protocol


def _check_importable(thing):
    if type(thing) is type(len):
        raise NotImplementedError("limbeck does not pickle built-in functions")
    if "." in thing.__qualname__ or thing.__qualname__ == "<lambda>":
        raise NotImplementedError("limbeck does not pickle a class or a function that is defined inside another")


def _copied(x, memo):
    kind = type(x)
    if kind in _ATOMS:
        return x
    known = memo._find(x)
    if known[2]:
        return known[1]
    if kind is list or kind is set or kind is dict:
        return _copied_container(x, kind, memo)
    if kind is tuple:
        made = tuple([_copied(item, memo) for item in x])
        known = memo._find(x)
        return known[1] if known[2] else memo._keep(x, made)
    if kind is frozenset:
        return memo._keep(x, frozenset([_copied(item, memo) for item in x]))
    if kind is range:
        return memo._keep(x, range(x.start, x.stop, x.step))
    if isinstance(x, type) or copy._is_atom(x):
        _check_importable(x)
        return x
    return _copied_object(x, kind, memo)


def _copied_container(x, kind, memo):
    made = memo._keep(x, kind())
    if kind is list:
        made.extend([_copied(item, memo) for item in x])
    elif kind is set:
        made.update([_copied(item, memo) for item in x])
    else:
        for key, value in x.items():
            made[_copied(key, memo)] = _copied(value, memo)
    return made


def _copied_object(x, kind, memo):
    _check_importable(kind)
    has_way = copy._defines(kind, "__reduce_ex__") or copy._defines(kind, "__reduce__")
    if not has_way and memo._protocol < 2 and (issubclass(kind, (tuple, list, dict, set, frozenset, str, bytes, int, float))
                                               or copy._defines(kind, "__slots__")):
        raise NotImplementedError(f"limbeck does not pickle a {kind.__name__} with protocol 0 or 1")
    way = copy._reduced(x, memo._protocol)
    return x if isinstance(way, str) else copy._reconstructed(x, memo, _copied, *way)


def _refuse(*args, **keywords):
    raise NotImplementedError("limbeck does not read or write a file of pickles")


_dumps, _loads = dumps, loads
dump = load = Pickler = Unpickler = _Pickler = _Unpickler = _refuse
