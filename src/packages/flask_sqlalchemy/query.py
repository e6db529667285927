"""The class of a model's queries, from which an application may derive its own."""
from sqlalchemy.orm import Query

__all__ = ["Query"]
