"""Writes the third column of exceptions.txt: which exception SQLAlchemy raises for a statement.

    python3 tests/migrate/record_exceptions.py postgresql://user:password@host/database

Wants SQLAlchemy and psycopg2; the database is an empty one."""
import os
import sys

import sqlalchemy as sa

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exceptions.txt")


def exception_of(engine, statement):
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TEMPORARY TABLE t (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO t (id) VALUES (1)")
        try:
            connection.exec_driver_sql(statement)
        except Exception as error:
            return type(error).__name__
    return "none"


engines = {"postgresql": sa.create_engine(sys.argv[1], poolclass=sa.pool.NullPool),
           "sqlite": sa.create_engine("sqlite://", poolclass=sa.pool.NullPool)}
rows = [line.rstrip("\n").split("|") for line in open(PATH)]
with open(PATH, "w") as out:
    for database, statement, _ in rows:
        out.write("%s|%s|%s\n" % (database, statement, exception_of(engines[database], statement)))
