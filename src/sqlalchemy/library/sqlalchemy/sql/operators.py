"""Operators as functions: what any(), all() and operate() are given."""


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def lt(a, b):
    return a < b


def le(a, b):
    return a <= b


def gt(a, b):
    return a > b


def ge(a, b):
    return a >= b


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def truediv(a, b):
    return a / b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def neg(a):
    return -a


def and_(a, b):
    return a & b


def or_(a, b):
    return a | b


def inv(a):
    return ~a


def is_(a, b):
    return a.is_(b)


def is_not(a, b):
    return a.is_not(b)


def in_op(a, b):
    return a.in_(b)


def not_in_op(a, b):
    return a.not_in(b)


def like_op(a, b, escape=None):
    return a.like(b, escape=escape)


def ilike_op(a, b, escape=None):
    return a.ilike(b, escape=escape)


def concat_op(a, b):
    return a.concat(b)


def desc_op(a):
    return a.desc()


def asc_op(a):
    return a.asc()


def bitwise_and_op(a, b):
    return a.bitwise_and(b)


def bitwise_or_op(a, b):
    return a.bitwise_or(b)


def bitwise_xor_op(a, b):
    return a.bitwise_xor(b)


def bitwise_lshift_op(a, b):
    return a.bitwise_lshift(b)


def bitwise_rshift_op(a, b):
    return a.bitwise_rshift(b)


def bitwise_not_op(a):
    return a.bitwise_not()
