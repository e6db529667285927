"""Rewriter: functions by class of operation, which replace what a comparison found."""
import _limbeck.host
from alembic.operations import ops


class Rewriter:
    _chained = ()

    def __init__(self):
        self._functions = {}

    def chain(self, other):
        joined = type(self).__new__(type(self))
        for name in set(_limbeck.host.names(self)) - set(_limbeck.host.names(type(self))):
            setattr(joined, name, getattr(self, name))
        joined._chained = self._chained + (other,)
        return joined

    def rewrites(self, operator):
        def keep(function):
            if operator in self._functions:
                raise ValueError(f"Can not set dispatch function for object {operator!r}: key already exists. "
                                 "To replace existing function, use replace=True.")
            self._functions[operator] = function
            return function

        return keep

    def _function_for(self, directive):
        for class_ in type(directive).__mro__:
            if class_ in self._functions:
                return self._functions[class_]
        return None

    def _rewrite(self, context, revision, directive):
        function = self._function_for(directive)
        if function is None or self in directive._mutations:
            return [directive]
        made = function(context, revision, directive)
        made = [] if made is None else list(made) if isinstance(made, (list, tuple)) else [made]
        for each in made:
            each._mutations = each._mutations.union([self])
        return made

    def _traverse(self, context, revision, directive):
        made = self._rewrite(context, revision, directive)
        for each in made:
            if isinstance(each, ops.MigrationScript):
                each.upgrade_ops = self._traverse_each(context, revision, each.upgrade_ops_list, "UpgradeOps")
                each.downgrade_ops = self._traverse_each(context, revision, each.downgrade_ops_list, "DowngradeOps")
            elif isinstance(each, ops.OpContainer):
                self._traverse_list(context, revision, each.ops)
        return made

    def _traverse_each(self, context, revision, containers, name):
        kept = []
        for container in containers:
            made = self._traverse(context, revision, container)
            if len(made) != 1:
                raise ValueError(f"Can only return single object for {name} traverse")
            kept.append(made[0])
        return kept

    def _traverse_list(self, context, revision, directives):
        made = []
        for directive in directives:
            made.extend(self._traverse(context, revision, directive))
        directives[:] = made

    def process_revision_directives(self, context, revision, directives):
        self._traverse_list(context, revision, directives)

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for process in self._chained:
            process(context, revision, directives)
