"""sparsevec of pgvector."""
from pgvector.sqlalchemy.vector import _Sized


class SPARSEVEC(_Sized):
    __module__ = "pgvector.sqlalchemy.sparsevec"
