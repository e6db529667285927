"""Copies, shallow and deep."""
import _limbeck.objects

_OWN_WAYS = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__",
             "__slots__", "__new__")
_ATOMS = (type(None), int, float, bool, str, bytes, range, type, type(Ellipsis), type(NotImplemented), property)


class Error(Exception):
    pass


error = Error


def _is_atom(thing):
    kind = type(thing)
    return kind in _ATOMS or isinstance(thing, type) or kind is type(_is_atom) or kind is type(len)


def _fields(thing):
    """The attributes of an object that is no more than these."""
    fields = _limbeck.objects.fields(thing)
    cls = type(thing)
    for base in cls.__mro__:
        for way in _OWN_WAYS:
            if way in base.__dict__:
                fields = None
    if fields is None:
        raise NotImplementedError(f"limbeck does not copy a {cls.__name__}")
    return fields


def copy(x):
    kind = type(x)
    if kind is list or kind is dict or kind is set:
        return x.copy()
    if _is_atom(x) or kind is tuple or kind is frozenset or kind is slice:
        return x
    own = getattr(kind, "__copy__", None)
    if own is not None:
        return own(x)
    return _limbeck.objects.with_fields(kind, _fields(x))


class _Memo:
    """What was copied already, by its identity."""

    def __init__(self):
        self._known = {}

    def _find(self, thing):
        return self._known.get(_limbeck.objects.identity(thing), (None, None, False))

    def _keep(self, thing, made):
        self._known[_limbeck.objects.identity(thing)] = thing, made, True
        return made


def deepcopy(x, memo=None):
    if memo is None:
        memo = _Memo()
    elif not isinstance(memo, _Memo):
        raise NotImplementedError("limbeck does not copy with a memo that a script made")
    kind = type(x)
    if _is_atom(x):
        return x
    known = memo._find(x)
    if known[2]:
        return known[1]
    if kind is list:
        made = memo._keep(x, [])
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if kind is dict:
        made = memo._keep(x, {})
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
        return made
    if kind is tuple:
        made = [deepcopy(item, memo) for item in x]
        known = memo._find(x)
        if known[2]:
            return known[1]
        is_same = all(one is other or (type(one) in _ATOMS and one == other) for one, other in zip(x, made))
        return memo._keep(x, x if is_same else tuple(made))
    if kind is set or kind is frozenset:
        return memo._keep(x, kind([deepcopy(item, memo) for item in x]))
    if kind is type(memo._find):
        raise NotImplementedError("limbeck does not copy a method")
    own = getattr(kind, "__deepcopy__", None)
    if own is not None:
        return memo._keep(x, own(x, memo))
    made = memo._keep(x, _limbeck.objects.with_fields(kind, {}))
    for name, value in _fields(x).items():
        object.__setattr__(made, name, deepcopy(value, memo))
    return made
