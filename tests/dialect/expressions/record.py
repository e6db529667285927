"""Writes the second and third column of each list here: what SQLAlchemy 2.0.52 writes for PostgreSQL and SQLite
of the first; "-" is what it cannot write there, or not without parameters.

    python3 tests/dialect/expressions/record.py"""
import glob
import os
import warnings

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

assert sa.__version__ == "2.0.52", sa.__version__
warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {}
exec(open(os.path.join(HERE, "names.py")).read(), NAMES)


def written(expression, dialect):
    try:
        made = eval(expression, dict(NAMES))
        text = made.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        text = " ".join(str(text).split())
        return "-" if "%(" in text or "?" in text else text  # a value that it leaves out
    except Exception:
        return "-"


for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
    lines = [line.rstrip("\n").split("\t")[0] for line in open(path)]
    with open(path, "w") as out:
        for line in lines:
            out.write("\t".join([line, written(line, postgresql.psycopg2.dialect()), written(line, sqlite.dialect())]) + "\n")
