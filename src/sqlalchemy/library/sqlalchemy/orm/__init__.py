"""The part of the ORM that migrations use: classes mapped to tables, and sessions."""
from _limbeck.declarative import (
    DeclarativeBase, DeclarativeBaseNoMeta, DeclarativeMeta, DynamicMapped, Mapped, MappedAsDataclass,
    WriteOnlyMapped, as_declarative, backref, column_property, composite, configure_mappers, declarative_base,
    declarative_mixin, declared_attr, deferred, dynamic_loader, mapped_column, query_expression,
    reconstructor, registry, relationship, synonym, validates)
from _limbeck.query import Query
from _limbeck.session import Session, scoped_session, sessionmaker


class _Loading:
    """How objects would be loaded: nothing that a query's rows depend on."""

    def __getattr__(self, name):
        return lambda *arguments, **options: self


def _loading(*arguments, **options):
    return _Loading()


joinedload = selectinload = subqueryload = lazyload = noload = immediateload = raiseload = _loading
load_only = defer = undefer = undefer_group = contains_eager = _loading
