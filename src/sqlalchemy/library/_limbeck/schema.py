"""Small names of SQLAlchemy's schema and SQL modules."""


class FetchedValue:
    """A default that the server has of itself: nothing is written for it."""

    def __init__(self, for_update=False):
        pass


def quoted_name(value, quote):
    plain = all(c.isalnum() or c == "_" for c in value) and value == value.lower()
    if quote and plain or quote is False:
        raise NotImplementedError("limbeck quotes a name where it must be quoted, and nowhere else")
    return value


class conv(str):
    """A name that naming conventions leave alone; what op.f() makes."""
