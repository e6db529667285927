"""What editors import instead of sqlalchemy's: the same objects, without the options of SQLAlchemy's own tests."""
from sqlalchemy import Column as _Column
from sqlalchemy import Table as _Table


def _without_tests(options):
    return {name: value for name, value in options.items() if not name.startswith("test_")}


def Table(*args, **kw):
    return _Table(*args, **_without_tests(kw))


def Column(*args, **kw):
    return _Column(*args, **_without_tests(kw))
