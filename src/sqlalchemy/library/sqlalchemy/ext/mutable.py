"""Values that tell when they change: their columns are of the type they are made of."""


_tracked = []  # types whose values would tell a session when they change in place


class Mutable:
    @classmethod
    def as_mutable(cls, sqltype):
        if isinstance(sqltype, type):
            sqltype = sqltype()
        _tracked.append(sqltype)
        return sqltype

    @classmethod
    def coerce(cls, key, value):
        return value

    @classmethod
    def associate_with(cls, sqltype):
        pass

    @classmethod
    def associate_with_attribute(cls, attribute):
        pass


class MutableDict(Mutable, dict):
    pass


class MutableList(Mutable, list):
    pass


class MutableSet(Mutable, set):
    pass


class MutableComposite:
    pass
