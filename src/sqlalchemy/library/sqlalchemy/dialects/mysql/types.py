"""Where MySQL's types are defined."""
import sqlalchemy.dialects.mysql as _mysql


def __getattr__(name):
    return getattr(_mysql, name)
