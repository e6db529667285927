"""Small names of SQLAlchemy's schema and SQL modules."""


class FetchedValue:
    """A default that the server sets without SQL of the column: nothing is written for it."""

    def __init__(self, for_update=False):
        self.for_update = for_update


class DefaultClause(FetchedValue):
    """The same as its text or expression as server_default."""

    def __init__(self, arg, for_update=False, _reflected=False):
        super().__init__(for_update)
        self.arg = arg


class quoted_name(str):
    """A name that says itself whether it is quoted."""

    def __new__(cls, value, quote):
        if value is None:
            return None
        if isinstance(value, quoted_name) and (quote is None or quote == value.quote):
            return value
        name = super().__new__(cls, value)
        name.quote = quote
        return name


class _LabelStyle:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<SelectLabelStyle.{self.name}>"


LABEL_STYLE_NONE = _LabelStyle("LABEL_STYLE_NONE")
LABEL_STYLE_TABLENAME_PLUS_COL = _LabelStyle("LABEL_STYLE_TABLENAME_PLUS_COL")
LABEL_STYLE_DISAMBIGUATE_ONLY = LABEL_STYLE_DEFAULT = _LabelStyle("LABEL_STYLE_DISAMBIGUATE_ONLY")


class SelectLabelStyle:
    LABEL_STYLE_NONE = LABEL_STYLE_NONE
    LABEL_STYLE_TABLENAME_PLUS_COL = LABEL_STYLE_TABLENAME_PLUS_COL
    LABEL_STYLE_DISAMBIGUATE_ONLY = LABEL_STYLE_DISAMBIGUATE_ONLY
    LABEL_STYLE_DEFAULT = LABEL_STYLE_DEFAULT


class _SelectedColumns:
    """The columns of a query by their keys, by their places, and one after the other."""

    def __init__(self, pairs):
        self._pairs = pairs

    def __iter__(self):
        return iter([column for _, column in self._pairs])

    def __len__(self):
        return len(self._pairs)

    def __contains__(self, key):
        return any(name == key for name, _ in self._pairs)

    def __getitem__(self, key):
        if isinstance(key, int):
            return self._pairs[key][1]
        for name, column in self._pairs:
            if name == key:
                return column
        raise KeyError(key)

    def __getattr__(self, key):
        for name, column in self._pairs:
            if name == key:
                return column
        raise AttributeError(key)

    def keys(self):
        return [name for name, _ in self._pairs]

    def values(self):
        return [column for _, column in self._pairs]

    def items(self):
        return list(self._pairs)

    def get(self, key, default=None):
        return self[key] if key in self else default


class conv(str):
    """A name that naming conventions leave alone; what op.f() makes."""


class Inspector:
    """What inspect() gives; sqlalchemy has it by this name before a script asks for it."""

    @classmethod
    def from_engine(cls, bind):
        from _limbeck.inspection import inspect
        return inspect(bind)


class _OfDdl(type):
    def __instancecheck__(cls, value):
        return issubclass(type(value), cls) or (
            cls is ExecutableDDLElement and type(value).__name__ == "ExecutableDDLElement")


class ExecutableDDLElement(metaclass=_OfDdl):
    """The base of an application's own DDL, which a function of @compiles writes."""


DDLElement = ExecutableDDLElement
