"""Prints what create_engine() takes of the drivers limbeck follows, one name a line: DIALECT NAME.

    engine_parameters.py >engine_parameters.txt     with SQLAlchemy on PYTHONPATH

The names are those of the signatures: of the dialect's class and those it derives from, of the pool,
of Engine, and those that create_engine() itself takes out of its keywords."""
import ast
import inspect

from sqlalchemy import create_engine, engine, pool, util
from sqlalchemy.dialects.postgresql import asyncpg, psycopg, psycopg2
from sqlalchemy.dialects.sqlite import aiosqlite, pysqlite
from sqlalchemy.engine import create

DRIVERS = {"postgresql": (psycopg2.dialect, psycopg.dialect, asyncpg.dialect),
           "sqlite": (pysqlite.dialect, aiosqlite.dialect)}
POOL = {"logging_name": "pool_logging_name", "echo": "echo_pool", "timeout": "pool_timeout", "recycle": "pool_recycle",
        "events": "pool_events", "use_threadlocal": "pool_threadlocal", "reset_on_return": "pool_reset_on_return",
        "pre_ping": "pool_pre_ping", "use_lifo": "pool_use_lifo"}


def taken_by_itself():
    """The keywords that its body reads by name."""
    tree = ast.parse(inspect.getsource(create))
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        function = call.func
        pops = isinstance(function, ast.Name) and function.id == "pop_kwarg"
        pops |= isinstance(function, ast.Attribute) and function.attr == "pop" and \
            isinstance(function.value, ast.Name) and function.value.id == "kwargs"
        if pops and isinstance(call.args[0].value, str):
            yield call.args[0].value


def main():
    shared = set(taken_by_itself()) | set(util.get_cls_kwargs(engine.Engine))
    for class_ in (pool.QueuePool, pool.NullPool, pool.StaticPool, pool.SingletonThreadPool, pool.AsyncAdaptedQueuePool):
        shared |= {POOL.get(name, name) for name in util.get_cls_kwargs(class_)}
    for dialect, classes in DRIVERS.items():
        names = set(shared)
        for class_ in classes:
            names |= set(util.get_cls_kwargs(class_))
        for name in sorted(names - {"self", "url", "kwargs", "kw"}):
            if not name.startswith("_"):
                print(dialect, name)


assert create_engine
main()
