"""The queries of models; a class of its own may derive from it."""
from sqlalchemy.orm import Query

__all__ = ["Query"]
