"""Where the ORM keeps its exceptions."""
from sqlalchemy.exc import MultipleResultsFound, NoResultFound, SQLAlchemyError


class StaleDataError(SQLAlchemyError):
    pass


class UnmappedError(SQLAlchemyError):
    pass


class ObjectDeletedError(SQLAlchemyError):
    pass


class DetachedInstanceError(SQLAlchemyError):
    pass


class FlushError(SQLAlchemyError):
    pass
