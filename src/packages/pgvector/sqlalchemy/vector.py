"""vector of pgvector."""
from sqlalchemy.types import UserDefinedType


class _Sized(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def get_col_spec(self, **kw):
        name = type(self).__name__
        return name if self.dim is None else "%s(%d)" % (name, self.dim)

    def bind_processor(self, dialect):
        raise NotImplementedError("limbeck does not convert values of pgvector")

    result_processor = bind_processor


class VECTOR(_Sized):
    __module__ = "pgvector.sqlalchemy.vector"
