"""Checks of types when a function is called: a function that passes them does what it does without."""


def typechecked(target=None, **kw):
    return (lambda decorated: decorated) if target is None else target


def check_type(value, expected_type, **kw):
    return value
