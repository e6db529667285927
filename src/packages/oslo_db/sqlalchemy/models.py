"""What oslo_db's models share: their columns. What they do with rows is nothing to a schema."""
from oslo_utils import timeutils
from sqlalchemy import Column, DateTime

from oslo_db.sqlalchemy.types import SoftDeleteInteger


class ModelBase:
    pass


class TimestampMixin:
    created_at = Column(DateTime, default=lambda: timeutils.utcnow())
    updated_at = Column(DateTime, onupdate=lambda: timeutils.utcnow())


class SoftDeleteMixin:
    deleted_at = Column(DateTime)
    deleted = Column(SoftDeleteInteger, default=0)
