"""Operations that projects and libraries add to op: classes, what each does, and how they are called."""
import alembic.op
import alembic.context
from _limbeck.host import extended, opaque_name
from alembic.operations.ops import MigrateOperation

_IMPLEMENTATIONS = {}  # class -> function(operations, operation)
_OF_BATCHES = {}  # name -> function(operations, ...)


def _source(operation_class, name):
    """The class method that makes the operation and invokes it."""
    method = getattr(operation_class, name)
    return lambda operations, *args, **kwargs: method(operations, *args, **kwargs)


_OPS = "alembic.operations.ops"


def _of_alembic(operation_class):
    """Alembic's own class that this one is or derives from. limbeck runs these itself, not in Python."""
    for base in operation_class.__mro__:
        if base.__module__ == _OPS and base is not MigrateOperation:
            return f"{_OPS}.{base.__name__}"
    return None


class AbstractOperations:
    @classmethod
    def register_operation(cls, name, sourcename=None):
        def register(operation_class):
            if opaque_name(operation_class) is not None:
                raise NotImplementedError(f"op.{name} of '{opaque_name(operation_class)}', which limbeck does not know")
            cls._take(name, _source(operation_class, sourcename if sourcename is not None else name))
            extended(operation_class.__module__)
            return operation_class
        return register

    @classmethod
    def implementation_for(cls, operation_class, replace=False):
        def decorate(function):
            if opaque_name(operation_class) is not None:
                raise NotImplementedError(f"another implementation of '{opaque_name(operation_class)}'")
            if operation_class.__module__ == _OPS:
                raise NotImplementedError(f"another implementation of '{_of_alembic(operation_class)}'")
            if operation_class in _IMPLEMENTATIONS and not replace:
                raise ValueError("Can not set dispatch function for object "
                                 f"{operation_class!r}: key already exists. To replace existing function, use replace=True.")
            _IMPLEMENTATIONS[operation_class] = function
            extended(function.__module__)
            return function
        return decorate

    def invoke(self, operation):
        if opaque_name(operation) is not None:
            raise NotImplementedError(f"invoke() of '{opaque_name(operation)}'")
        for base in type(operation).__mro__:
            if base in _IMPLEMENTATIONS:
                return _IMPLEMENTATIONS[base](self, operation)
        if _of_alembic(type(operation)):
            raise NotImplementedError(f"invoke() of '{_of_alembic(type(operation))}'")
        raise ValueError(f"no dispatch function for object: {operation!r}")

    @property
    def migration_context(self):
        return alembic.op.get_context()


class Operations(AbstractOperations):
    """op, as an operation sees it that is handed to its implementation."""

    def __init__(self, migration_context=None, impl=None):
        pass

    @classmethod
    def _take(cls, name, function):
        setattr(alembic.op, name, lambda *args, **kwargs: function(_operations, *args, **kwargs))

    def __getattr__(self, name):
        return getattr(alembic.op, name)


class BatchOperations(AbstractOperations):
    """The same inside batch_alter_table()."""

    def __init__(self, batch):
        self._batch = batch

    @classmethod
    def _take(cls, name, function):
        _OF_BATCHES[name] = function

    def __getattr__(self, name):
        return getattr(self._batch, name)


_operations = Operations()
setattr(alembic.op, "invoke", _operations.invoke)


def of_batch(batch, name):
    """What BatchOperations.register_operation() was given of that name, for this batch; None without one."""
    if name == "invoke":
        return BatchOperations(batch).invoke
    function = _OF_BATCHES.get(name)
    if function is None:
        return None
    return lambda *args, **kwargs: function(BatchOperations(batch), *args, **kwargs)
