"""Writes the second column of upserts.txt: INSERT ... SELECT ... ON CONFLICT as SQLAlchemy has it for SQLite.

    python3 tests/dialect/record_upserts.py"""
import os

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "upserts.txt")
t = sa.table("t", sa.column("id", sa.Integer), sa.column("n", sa.Integer))
s = sa.table("s", sa.column("id", sa.Integer), sa.column("n", sa.Integer))
base = sa.select(s.c.id, s.c.n)
queries = [line.split("|")[0] for line in open(PATH)]
with open(PATH, "w") as out:
    for query in queries:
        insert = sqlite.insert(t).from_select(["id", "n"], eval(query)).on_conflict_do_nothing()
        text = str(insert.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        out.write("%s|%s\n" % (query, " ".join(text.split())))
