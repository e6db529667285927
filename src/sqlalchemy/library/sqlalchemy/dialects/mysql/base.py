"""The same names, by the module of the dialect."""
import sqlalchemy.dialects.mysql as _mysql


def __getattr__(name):
    return getattr(_mysql, name)
