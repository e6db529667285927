"""Attributes that are SQL when they are asked of the class: nothing of them is in a schema."""


class hybrid_property:
    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None, update_expr=None):
        self.fget = fget

    def _again(self, function):
        return self

    setter = deleter = expression = comparator = update_expression = _again

    @property
    def inplace(self):
        return self


class hybrid_method:
    def __init__(self, func, expr=None):
        self.func = func

    def expression(self, expr):
        return self


class Comparator:
    pass
