"""A project of its own that the real Alembic runs, for recorders that need a database."""
import os
import pathlib
import subprocess
import sys
import tempfile
import contextlib

ENV = '''from alembic import context
from sqlalchemy import engine_from_config, pool
config = context.config
with engine_from_config(config.get_section("alembic"), poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection%s)
    with context.begin_transaction():
        context.run_migrations()
'''


@contextlib.contextmanager
def project(url, configure=""):
    """The folder of an empty project for the URL, whose env.py passes `configure` to context.configure()."""
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        (folder / "migrations" / "versions").mkdir(parents=True)
        (folder / "migrations" / "env.py").write_text(ENV % (configure and ", " + configure))
        (folder / "alembic.ini").write_text(
            f"[alembic]\nscript_location = {folder}/migrations\nprepend_sys_path = {folder}\nsqlalchemy.url = {url}\n")
        yield folder


def run(folder, *words):
    """What `alembic WORDS` prints, with sets in the order of one seed; ends with what failed."""
    done = subprocess.run([sys.executable, "-m", "alembic", *words], cwd=folder, capture_output=True, text=True,
                          env=dict(os.environ, PYTHONHASHSEED="17", PGTZ="UTC", TZ="UTC"))
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def psql(url, *words):
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", *words, url], check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, PGOPTIONS="-c client_min_messages=error"))
