"""Where declarative classes used to live."""
from sqlalchemy.orm import DeclarativeMeta, as_declarative, declarative_base, declared_attr


class AbstractConcreteBase:
    pass


class ConcreteBase:
    pass


class DeferredReflection:
    def __init_subclass__(cls, **options):
        raise NotImplementedError("limbeck does not map classes that are reflected from a database")
