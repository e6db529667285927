"""Writes golden/NAME.DATABASE.txt: what Alembic did with each project of cases/ that limbeck runs as Alembic does; with
$LIMBECK, golden/NAME.DATABASE.limbeck.txt, what limbeck does with those that it runs better.

    python3 tests/projects/record.py SERVER [NAME...]      with Alembic and SQLAlchemy on PYTHONPATH (make record)

SERVER is a URL without a database, whose user may create databases."""
import os
import pathlib
import sys
import tempfile

from case import HERE, Run, cases

sys.path.insert(0, str(HERE.parent / "support"))
from recorded import write, write_ours  # noqa: E402


def lines_of(case, database, program, server):
    with tempfile.TemporaryDirectory() as work:
        run = Run(case, database, program, server, pathlib.Path(work))
        lines = []
        for words in case.run:
            lines += run.answer(words)[0]
        run.base.drop()
    return lines


for each in cases(sys.argv[2:]):
    for database in each.databases:
        if each.wanted[1].endswith("Alembic"):
            write(each.golden(database), lines_of(each, database, [sys.executable, "-m", "alembic"], sys.argv[1]))
        elif each.wanted[0] == "better" and "LIMBECK" in os.environ:
            write_ours(each.golden(database, ".limbeck"), lines_of(each, database, [os.environ["LIMBECK"]], sys.argv[1]))
