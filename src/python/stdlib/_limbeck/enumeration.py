"""Makes enumerations for enum: the names of a class body become members."""
import enum

import _limbeck.objects

_BUILTIN = (str, int, float, bytes, tuple, list, dict, set, frozenset)
_LACKING = (
    "EnumDict",
    "global_enum",
    "global_enum_repr",
    "global_flag_repr",
    "global_str",
    "pickle_by_enum_name",
    "pickle_by_global_name",
)
_SUNDERS = (
    "_order_",
    "_generate_next_value_",
    "_numeric_repr_",
    "_missing_",
    "_ignore_",
    "_iter_member_",
    "_iter_member_by_value_",
    "_iter_member_by_def_",
)


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(class_name, name):
    start = f"_{class_name}__"
    return name.startswith(start) and len(name) > len(start) and (name[-1] != "_" or name[-2] != "_")


def _is_descriptor(value):
    if isinstance(value, (property, staticmethod, classmethod)) or isinstance(value, _FUNCTIONS):
        return True
    return any(hasattr(type(value), name) for name in ("__get__", "__set__", "__delete__"))


def _plain_function():
    pass


_FUNCTIONS = (type(_plain_function),)


class _Namespace(dict):
    """The names of the class body; those that become members are in `planned`."""

    def __init__(self, class_name="", first=None):
        super().__init__()
        self.class_name = class_name
        self.planned = []
        self.given = []
        self.ignored = []
        self.is_numbered = False
        self.next_value = first and raw(first, "_generate_next_value_")

    def _number(self, key, value):
        if value.value is enum._PLANNED:
            value.value = self.next_value(key, 1, len(self.planned), self.given[:])
            self.is_numbered = True
        self.given.append(value.value)
        return value.value

    def _plan(self, key, value):
        if key in self:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if isinstance(value, enum.member):
            value = value.value
        elif isinstance(value, type):
            raise NotImplementedError("limbeck has no class inside an Enum, which is a member up to Python 3.12 only")
        if isinstance(value, enum.auto):
            value = self._number(key, value)
        elif type(value) is tuple and any(isinstance(part, enum.auto) for part in value):
            value = tuple([self._number(key, part) if isinstance(part, enum.auto) else part for part in value])
        else:
            self.given.append(value)
        self.planned.append(key)
        return value

    def _take_sunder(self, key, value):
        if key not in _SUNDERS:
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        if key == "_generate_next_value_":
            if self.is_numbered:
                raise TypeError("_generate_next_value_ must be defined before members")
            self.next_value = value.__func__ if isinstance(value, staticmethod) else value
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self.ignored = value
            already = set(value) & set(self.planned)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return value

    def __setitem__(self, key, value):
        if _is_private(self.class_name, key):
            pass
        elif _is_sunder(key):
            value = self._take_sunder(key, value)
        elif _is_dunder(key):
            key = "_order_" if key == "__order__" else key
        elif key in self.planned:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self.ignored:
            pass
        elif isinstance(value, enum.nonmember):
            value = value.value
        elif not _is_descriptor(value):
            value = self._plan(key, value)
        super().__setitem__(key, value)


class _Plan:
    """Stands in the new class for a member, until the class gives it its name."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        made = self._make(cls, name)
        value = made._value_
        known = enum._find_value(cls, value)
        if known is not None:
            made = known
        elif not cls._is_flag_ or enum._is_single_bit(value):
            cls._member_names_.append(name)
        if not _keeps_field(cls, name):
            type.__setattr__(cls, name, made)
        cls._member_map_[name] = made
        try:
            cls._value2member_map_.setdefault(value, made)
        except TypeError:
            pass

    def _make(self, cls, name):
        args = self.value if isinstance(self.value, tuple) else (self.value,)
        kind = cls._member_type_
        if kind is tuple:
            args = (args,)
        made = cls._new_member_(cls, *args) if cls._use_args_ else object.__new__(cls)
        if not hasattr(made, "_value_"):
            try:
                made._value_ = self.value if kind is object else kind(*args)
            except Exception:
                if cls._use_args_:
                    raise TypeError("_value_ not set in __new__, unable to create it") from None
                made._value_ = self.value
        made._name_ = name
        made.__objclass__ = cls
        made.__init__(*args)
        made._sort_order_ = len(cls._member_names_)
        return made


def _keeps_field(cls, name):
    """A member called name or value: the class answers with the member, its members with their own."""
    return any(isinstance(_own(base, name), (enum._Field, _Property)) for base in cls.__mro__[1:])


_own = _limbeck.objects.own


def raw(cls, name):
    for base in cls.__mro__:
        found = _own(base, name)
        if found is not None:
            return found.__func__ if isinstance(found, staticmethod) else found


def _is_enum(cls):
    return isinstance(cls, enum.EnumType)


def first_enum(class_name, bases):
    for base in bases:
        for ancestor in base.__mro__:
            if _is_enum(ancestor) and ancestor._member_names_:
                raise TypeError(f"<enum {class_name!r}> cannot extend {ancestor!r}")
    first = bases[-1]
    if not _is_enum(first):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
    return first


def _data_type(class_name, bases):
    found = []
    for base in bases:
        candidate = None
        for ancestor in base.__mro__:
            if ancestor is object:
                continue
            if _is_enum(ancestor):
                if ancestor._member_type_ is not object:
                    found.append(ancestor._member_type_)
                    break
            elif ancestor in _BUILTIN or _own(ancestor, "__new__") or _own(ancestor, "__init__"):
                found.append(candidate or ancestor)
                break
            else:
                candidate = candidate or ancestor
    kinds = set(found)
    if len(kinds) > 1:
        raise TypeError(f"too many data types for {class_name!r}: {kinds!r}")
    kind = found[0] if found else object
    if any(ancestor in (list, dict, set) for ancestor in kind.__mro__):
        raise NotImplementedError("limbeck has no Enum of a mutable type")
    return kind


def _value_repr(bases):
    for base in bases:
        for ancestor in base.__mro__:
            if _is_enum(ancestor):
                return ancestor._value_repr_
            if ancestor in (int, float, str, bytes, tuple):
                return ancestor.__repr__
            if ancestor is not object and _own(ancestor, "__repr__"):
                return _own(ancestor, "__repr__")


def _maker(namespace, kind, first):
    """How members are made, and whether with their value as arguments."""
    own = namespace.get("__new__")
    if own is not None:
        return own.__func__ if isinstance(own, staticmethod) else own
    for name in ("__new_member__", "__new__"):
        for possible in (kind, first):
            for ancestor in possible.__mro__:
                if ancestor is object or ancestor is enum.Enum:
                    break
                found = _own(ancestor, name)
                if found is not None and not (name == "__new__" and _is_enum(ancestor)):
                    return found.__func__ if isinstance(found, staticmethod) else found
    return enum._builtin_new(kind) if kind is not object else None


def _check_order(cls, order):
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    known = cls._member_map_
    if cls._is_flag_:
        order = [name for name in order if name not in known or enum._is_single_bit(known[name]._value_)]
    order = [name for name in order if name not in known or name in cls._member_names_]
    if order != cls._member_names_:
        raise TypeError(f"member order does not match _order_:\n  {cls._member_names_!r}\n  {order!r}")


def _flags():
    import _limbeck.flags as flags

    return flags


def prepare(name, bases):
    return _Namespace(name, first_enum(name, bases))


def contents_of(name, bases, namespace, boundary):
    first = first_enum(name, bases)
    names = namespace.planned
    order = namespace.pop("_order_", None)
    for key in namespace.pop("_ignore_", []):
        namespace.pop(key, None)
    names = [key for key in names if key in namespace]
    wrong = {key for key in names if key in ("mro", "")}
    if wrong:
        raise ValueError("invalid enum member name(s) " + ",".join([repr(key) for key in wrong]))
    contents = dict(namespace.items())
    kind = _data_type(name, bases)
    own_new = contents.pop("__new__", None)
    contents["_new_member_"] = staticmethod(_maker(namespace, kind, first))
    contents["_use_args_"] = _maker(namespace, kind, first) is not None
    if own_new is not None:
        contents["__new_member__"] = own_new
    contents["_member_names_"] = []
    contents["_member_map_"] = {}
    contents["_value2member_map_"] = {}
    contents["_member_type_"] = kind
    contents["_value_repr_"] = _value_repr(bases)
    contents["_is_flag_"] = first._is_flag_
    if contents["_is_flag_"]:
        values = [contents[key] for key in names]
        _flags().prepare(contents, values, boundary or getattr(first, "_boundary_", None))
    for key in names:
        contents[key] = _Plan(contents[key])
    return contents, kind, first, order


def _choose_texts(cls, bases, contents, kind, first):
    """The texts are those of the Enum and not of its data type, except where ReprEnum is a base."""
    if kind is not object and any(base.__name__ == "ReprEnum" for base in bases):
        for key, function in (("__str__", enum._shown), ("__format__", enum._formatted)):
            if key not in contents:
                type.__setattr__(cls, key, raw(kind, key) or function)
                contents[key] = function
    for key in ("__repr__", "__str__", "__format__"):
        if key not in contents and first is not None:
            found = raw(cls, key)
            if found is not None and kind is not object and found is raw(kind, key):
                type.__setattr__(cls, key, raw(first, key))


def complete(cls, bases, contents, kind, first, order):
    _choose_texts(cls, bases, contents, kind, first)
    if contents["_is_flag_"]:
        _flags().finish(cls)
    if order:
        _check_order(cls, order)


def functional(cls, name, names, module, qualname, mixin, start, boundary):
    meta = cls.__class__
    bases = (cls,) if mixin is None else (mixin, cls)
    first = first_enum(name, bases)
    namespace = meta.__prepare__(name, bases)
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        given = []
        pairs = []
        for count, key in enumerate(names):
            value = raw(first, "_generate_next_value_")(key, start, count, given[:])
            given.append(value)
            pairs.append((key, value))
        names = pairs
    for item in names:
        key, value = (item, names[item]) if isinstance(item, str) else item
        namespace[key] = value
    if module is not None:
        namespace["__module__"] = module
    if qualname is not None:
        namespace["__qualname__"] = qualname
    return meta.__new__(meta, name, bases, namespace, boundary=boundary)


def missing(cls, value):
    try:
        problem = None
        found = cls._missing_(value)
    except Exception as error:
        problem = error
        found = None
    if isinstance(found, cls) or (cls._is_flag_ and cls._boundary_ is _flags().EJECT and isinstance(found, int)):
        return found
    unknown = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    if found is None and problem is None:
        raise unknown
    if problem is None:
        problem = TypeError(
            f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member"
        )
    if not isinstance(problem, ValueError):
        problem.__context__ = unknown
    raise problem


class _Property:
    """enum.property: of the class it is a member, where one is called so."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        if fset is not None or fdel is not None:
            raise NotImplementedError("limbeck has no enum.property that can be set or deleted")
        self.fget = fget
        self.__doc__ = doc

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is not None:
            return self.fget(instance)
        try:
            return owner._member_map_[self.name]
        except KeyError:
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}") from None


def lacking(name):
    if name in _LACKING or name.startswith("_"):
        raise NotImplementedError(f"limbeck has no enum.{name}")
    raise AttributeError(f"module 'enum' has no attribute {name!r}")
