"""Writes golden/PROJECT.DIALECT.txt: what Alembic prints offline for each revision, its own statements alone.

    python3 tests/dialect/record.py        with Alembic and SQLAlchemy on PYTHONPATH (make record)

A part begins with "==== REVISION up" or "down". What Alembic cannot render without a database has no part.
Also offline_*.txt and enumerations.txt: what `alembic RUN --sql` prints."""
import io
import logging
import os
import pathlib
import re
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from recorded import alembic, write  # noqa: E402
from alembic.config import Config  # noqa: E402
from alembic.operations import Operations  # noqa: E402
from alembic.runtime.environment import EnvironmentContext  # noqa: E402
from alembic.script import ScriptDirectory  # noqa: E402
from alembic.util import load_python_file  # noqa: E402

URLS = {"postgresql": "postgresql://nobody@localhost/none", "sqlite": "sqlite:///none.db"}
PROJECTS = {"sample": HERE.parent.parent / "sample-project", "project": HERE / "project", "naming": HERE / "naming"}


def render(context, function):
    """None where the script needs what is not there offline."""
    out = io.StringIO()
    context.impl.output_buffer = out
    context.impl.transactional_ddl = False
    try:
        with Operations.context(context):
            function()
    except Exception:
        return None
    return out.getvalue()


def part_of(golden, revision):
    """As it was recorded before."""
    kept, on = [], False
    for line in golden.read_text().split("\n") if golden.exists() else []:
        if line.startswith("==== "):
            on = line.split()[1] == revision
        if on:
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def part(context, path, golden):
    """What a script imports may not be installed: its part stays as it is then."""
    text = path.read_text()
    revision = re.search(r"^revision(?:: str)? = ['\"]([^'\"]+)", text, re.M).group(1)
    lines = []
    try:
        module = load_python_file(str(path.parent), path.name)
    except ImportError as error:
        print("%s: kept as it was recorded: %s" % (path.name, error), file=sys.stderr)
        return revision, part_of(golden, revision)
    for way, name in (("up", "upgrade"), ("down", "downgrade")):
        printed = render(context, getattr(module, name))
        if printed is not None:
            lines += ["==== %s %s" % (revision, way), *printed.rstrip().split("\n")]
    return revision, lines


def parts(folder, dialect, golden):
    os.chdir(folder)
    os.environ["DATABASE_URL"] = URLS[dialect]
    config = Config(str(folder / "alembic.ini"))
    config.set_main_option("sqlalchemy.url", URLS[dialect])
    directory = ScriptDirectory.from_config(config)
    found = {}

    def each(rev, context):
        for path in sorted(pathlib.Path(directory.versions).glob("*.py")):
            revision, lines = part(context, path, golden)
            found[revision] = lines
        return []

    with EnvironmentContext(config, directory, fn=each, as_sql=True, starting_rev=None, destination_rev="heads",
                            output_buffer=io.StringIO()):
        directory.run_env()
    return [line for revision in sorted(found) for line in found[revision]]


OFFLINE = {
    "offline_up.postgresql": ("postgresql://x@h/db", "upgrade", "1a5c0e7d2b10:095b7fa26183"),
    "offline_down.postgresql": ("postgresql://x@h/db", "downgrade", "3e7f90d15b28:base"),
    "offline_up.sqlite": ("sqlite:///x.db", "upgrade", "095b7fa26183"),
}


def record_runs():
    for name, (url, *words) in OFFLINE.items():
        os.environ["DATABASE_URL"] = url
        write(HERE / "golden" / (name + ".txt"), alembic(PROJECTS["sample"], [*words, "--sql"]).split("\n"))
    golden, lines = HERE / "golden" / "enumerations.txt", []
    for run in re.findall(r"^==== (.*)$", golden.read_text(), re.M):
        lines += ["==== " + run, *alembic(HERE / "enumerations", [*run.split(), "--sql"]).split("\n")]
    write(golden, lines)


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for project, folder in PROJECTS.items():
        for dialect in URLS:
            golden = HERE / "golden" / ("%s.%s.txt" % (project, dialect))
            write(golden, parts(folder, dialect, golden))
    record_runs()


main()
