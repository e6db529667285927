"""Functions of sqlalchemy.dialects.postgresql over arrays."""


def _eq(a, b):
    return a == b


def Any(other, arrexpr, operator=_eq):
    return arrexpr.any(other, operator)


def All(other, arrexpr, operator=_eq):
    return arrexpr.all(other, operator)
