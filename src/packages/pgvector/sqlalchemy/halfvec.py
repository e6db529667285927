"""halfvec of pgvector."""
from pgvector.sqlalchemy.vector import _Sized


class HALFVEC(_Sized):
    __module__ = "pgvector.sqlalchemy.halfvec"
