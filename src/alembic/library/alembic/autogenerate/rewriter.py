"""Rewriter: changes the operations of a script before it is written, which limbeck does not follow."""


class Rewriter:
    def __init__(self):
        self._rewrites = False

    def rewrites(self, operator):
        def keep(function):
            self._rewrites = True
            return function

        return keep

    def chain(self, other):
        self._rewrites = True
        return self

    def __call__(self, context, revision, directives):
        if self._rewrites and any(not script.upgrade_ops.is_empty() for script in directives):
            raise NotImplementedError("a Rewriter, which changes what is generated")
