"""Writes golden/WORDS.txt: what `alembic WORDS` prints on the sample project, and for those of ours.txt, which
Alembic does not have, what limbeck does: to be read before it is believed.

    LIMBECK=build/limbeck python3 tests/cli/record.py     with Alembic and SQLAlchemy on PYTHONPATH (make record)"""
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "sample-project"
sys.path.insert(0, str(HERE.parent / "support"))
from recorded import alembic, write, write_ours  # noqa: E402


def lines_of(said):
    return said.replace(str(SAMPLE), "PROJECT").split("\n")


def golden(words):
    return HERE / "golden" / (re.sub("[^a-zA-Z0-9]", "_", words) + ".txt")


def main():
    for name in ("DATABASE_URL", "LIMBECK_URL"):
        os.environ.pop(name, None)
    for words in (HERE / "alembic.txt").read_text().splitlines():
        write(golden(words), lines_of(alembic(SAMPLE, words.split())))
    for words in (HERE / "ours.txt").read_text().splitlines():
        run = [os.environ["LIMBECK"], *words.split()]
        write_ours(golden(words), lines_of(subprocess.run(run, cwd=SAMPLE, capture_output=True, text=True).stdout))


main()
