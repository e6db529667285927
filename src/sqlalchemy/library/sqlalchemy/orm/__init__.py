"""The part of the ORM that migrations use: classes mapped to tables, and a Session that executes."""
from _limbeck.declarative import (
    DeclarativeBase, DeclarativeBaseNoMeta, DeclarativeMeta, DynamicMapped, Mapped, MappedAsDataclass,
    WriteOnlyMapped, as_declarative, backref, column_property, composite, configure_mappers, declarative_base,
    declarative_mixin, declared_attr, deferred, dynamic_loader, mapped_column, query_expression,
    reconstructor, registry, relationship, synonym, validates)


class Session:
    """Executes on its connection. Objects are not loaded, tracked or written."""

    def __init__(self, bind=None, autoflush=True, future=None, expire_on_commit=True, autocommit=False,
                 join_transaction_mode=None):
        self.bind = bind

    def execute(self, statement, params=None, **options):
        return self.bind.execute(statement) if params is None else self.bind.execute(statement, params)

    def scalar(self, statement, params=None, **options):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **options):
        return self.execute(statement, params).scalars()

    def connection(self):
        return self.bind

    def get_bind(self):
        return self.bind

    def flush(self):
        pass

    def commit(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        return False

    def begin(self):
        return self


class sessionmaker:
    def __init__(self, bind=None, **options):
        self.options = {"bind": bind}

    def configure(self, bind=None, **options):
        self.options["bind"] = bind

    def __call__(self, bind=None, **options):
        return Session(bind=bind or self.options["bind"])
