"""Copies, shallow and deep."""
import _limbeck.objects

_ATOMS = (type(None), int, float, bool, str, bytes, range, type, type(Ellipsis), type(NotImplemented), property)


class Error(Exception):
    pass


error = Error


def _is_atom(thing):
    kind = type(thing)
    return kind in _ATOMS or isinstance(thing, type) or kind is type(_is_atom) or kind is type(len)


def _defines(cls, name):
    return any(name in base.__dict__ for base in cls.__mro__ if base is not object)


def _reduced(thing, protocol=4):
    """What the object says of its making: a function, its arguments, the state, items; or a name."""
    cls = type(thing)
    if cls in _dispatch_table():
        return _dispatch_table()[cls](thing)
    source = _limbeck.objects.iterator_source(thing)
    if source is not None and cls.__name__.startswith(("dict_", "set_")):
        return iter, (source,)
    if source is not None:
        return lambda source: _limbeck.objects.iterator_over(thing, source), (source,)
    if cls.__name__ in ("dict_keys", "dict_values", "dict_items"):
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    if _defines(cls, "__getattribute__"):
        raise NotImplementedError(f"limbeck does not copy a {cls.__name__}, which has a __getattribute__()")
    if _defines(cls, "__reduce_ex__"):
        return thing.__reduce_ex__(protocol)
    if _defines(cls, "__reduce__"):
        return thing.__reduce__()
    fields = _limbeck.objects.fields(thing)
    if fields is None:
        raise NotImplementedError(f"limbeck does not copy a {cls.__name__}")
    if isinstance(thing, (set, frozenset)):
        return cls, (list(thing),), _state(thing, cls, fields)
    args, keywords = _plain_args(thing), {}
    if _defines(cls, "__getnewargs_ex__"):
        args, keywords = thing.__getnewargs_ex__()
    elif _defines(cls, "__getnewargs__"):
        args = thing.__getnewargs__()
    items = list.__iter__(thing) if isinstance(thing, list) else None
    pairs = iter(thing.items()) if isinstance(thing, dict) else None
    return lambda *args: cls.__new__(cls, *args, **keywords), args, _state(thing, cls, fields), items, pairs


def _state(thing, cls, fields):
    if _defines(cls, "__getstate__"):
        return thing.__getstate__()
    if _defines(cls, "__slots__") and _defines(cls, "__setstate__"):
        raise NotImplementedError(f"limbeck does not copy a {cls.__name__}, which has slots and a __setstate__()")
    return fields or None


def _plain_args(thing):
    """What __getnewargs__() of a built-in kind answers."""
    if isinstance(thing, tuple):
        return (tuple.__getitem__(thing, slice(None)),)
    if isinstance(thing, str):
        return (str.__getitem__(thing, slice(None)),)
    if isinstance(thing, bytes):
        return (bytes.__getitem__(thing, slice(None)),)
    if isinstance(thing, int):
        return (int.__index__(thing),)
    return (float.__float__(thing),) if isinstance(thing, float) else ()


def _dispatch_table():
    import copyreg

    return copyreg.dispatch_table


def _set_state(made, state):
    if _defines(type(made), "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    for name, value in (state or {}).items():
        object.__setattr__(made, name, value)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


def _reconstructed(x, memo, again, make, args, state=None, items=None, pairs=None):
    """`again` copies a part, with the memo of a deep copy."""
    is_deep = memo is not None
    if is_deep and args:
        args = tuple([again(arg, memo) for arg in args])
    made = make(*args)
    if is_deep:
        memo._keep(x, made)
    if state is not None:
        _set_state(made, again(state, memo) if is_deep else state)
    for item in items or ():
        made.append(again(item, memo) if is_deep else item)
    for key, value in pairs or ():
        if is_deep:
            key, value = again(key, memo), again(value, memo)
        made[key] = value
    return made


def copy(x):
    kind = type(x)
    if kind is list or kind is dict or kind is set:
        return x.copy()
    if _is_atom(x) or kind is tuple or kind is frozenset or kind is slice:
        return x
    own = getattr(kind, "__copy__", None)
    if own is not None:
        return own(x)
    way = _reduced(x)
    return x if isinstance(way, str) else _reconstructed(x, None, None, *way)


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
    way = _reduced(x)
    return x if isinstance(way, str) else _reconstructed(x, memo, deepcopy, *way)
