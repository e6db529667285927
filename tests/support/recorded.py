"""A golden that a recorder wrote: its first line names what it was recorded with, which
tests/support/test_recorded.sh compares with versions.txt."""
import contextlib
import io
import logging
import os
import pathlib
import sys

# Alembic and SQLAlchemy go through sets in places, whose order is chosen by this.
SEED = "17"
if os.environ.get("PYTHONHASHSEED") != SEED:
    os.execve(sys.executable, [sys.executable, *sys.argv], dict(os.environ, PYTHONHASHSEED=SEED))



class Output(io.TextIOBase):
    """Alembic takes sys.stdout once, when it is imported: this is there then."""

    def __init__(self):
        self.to = sys.__stdout__

    def write(self, text):
        return self.to.write(text)


OUTPUT = sys.stdout = Output()
WANTED = pathlib.Path(__file__).resolve().parent / "versions.txt"


def versions():
    import alembic
    import sqlalchemy
    return "Alembic %s, SQLAlchemy %s" % (alembic.__version__, sqlalchemy.__version__)


def write(path, lines, comment="#"):
    """Trailing blanks are left out, as the tests compare without them."""
    wanted = WANTED.read_text().strip()
    if versions() != wanted:
        raise SystemExit("%s: recorded with %s; the goldens are of %s" % (path, versions(), wanted))
    text = "\n".join(line.rstrip() for line in lines).rstrip()
    pathlib.Path(path).write_text("%s %s\n%s\n" % (comment, wanted, text))


def write_ours(path, lines):
    """What Alembic does not have."""
    text = "\n".join(line.rstrip() for line in lines).rstrip()
    pathlib.Path(path).write_text("# limbeck\n%s\n" % text)


def alembic(folder, words):
    """What `alembic WORDS` prints, in this process."""
    from alembic.config import main
    before = os.getcwd()
    os.chdir(folder)
    logging.disable(logging.CRITICAL)
    OUTPUT.to = io.StringIO()
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            main(argv=words, prog="alembic")
    except SystemExit:
        pass
    finally:
        os.chdir(before)
        said, OUTPUT.to = OUTPUT.to.getvalue(), sys.__stdout__
    return said
