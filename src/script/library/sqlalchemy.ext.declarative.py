"""Where declarative classes used to live."""
from sqlalchemy.orm import DeclarativeMeta, declarative_base, declared_attr


class AbstractConcreteBase:
    pass
