"""revision --autogenerate of limbeck and of Alembic, over pairs of models.

    autogenerate.py LIMBECK SERVER_URL [COUNT] [FIRST_SEED] [--sqlite] [--batch] [--record FOLDER]

For each pair of tests/autogenerate/pairs.py: two databases are made from the first models;
Alembic and limbeck each write the revision that leads to the second; each revision is applied
with Alembic. Told at the end: how many revisions have the same directives in both functions,
and how many databases have the same pg_dump. With --sqlite the databases are files, and the
revisions are not applied. --record writes each pair as tests/autogenerate wants it. Alembic, SQLAlchemy and psycopg2 must be on
PYTHONPATH. Pairs whose revision Alembic cannot apply itself are counted apart."""
import argparse
import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile

import sqlalchemy
from alembic import command
from alembic.config import Config

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "autogenerate"))
import pairs  # noqa: E402
from scripts import directives  # noqa: E402

ENV = '''from alembic import context
from sqlalchemy import create_engine, pool
from models import metadata
url = context.config.get_main_option("sqlalchemy.url")
with create_engine(url, poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, include_schemas=True, render_as_batch=BATCH)
    with context.begin_transaction():
        context.run_migrations()
'''
MAKO = '''from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def project(folder, url, models):
    (folder / "migrations" / "versions").mkdir(parents=True)
    (folder / "migrations" / "env.py").write_text(ENV.replace("BATCH", str("--batch" in sys.argv)))
    (folder / "migrations" / "script.py.mako").write_text(MAKO)
    (folder / "models.py").write_text(models)
    (folder / "alembic.ini").write_text(
        f"[alembic]\nscript_location = {folder}/migrations\nprepend_sys_path = {folder}\nsqlalchemy.url = {url}\n")


def dump(url):
    shown = subprocess.run(["pg_dump", "--no-owner", "-s", "-d", url.replace("+psycopg2", "")], capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in shown.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))


def load(path):
    specification = importlib.util.spec_from_file_location("before_models", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.metadata


def make_database(server, name, metadata):
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = server.url.set(database=name)
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA app")
        metadata.create_all(connection)
    return url.render_as_string(hide_password=False)


def with_alembic(folder, act):
    """In this process: the models of one project must not be those of the next."""
    sys.modules.pop("models", None)
    config = Config(str(folder / "alembic.ini"), cmd_opts=argparse.Namespace(quiet=True))
    sys.path.insert(0, str(folder))
    try:
        return act(config)
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("models", None)


def only_version(folder):
    return next((folder / "migrations" / "versions").glob("*.py"))


def make_file(work, name, metadata):
    url = f"sqlite:///{work}/{name}.db"
    metadata.create_all(sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool))
    return url


def creating_sql(metadata, dialect):
    """What create_all() would send."""
    said = []
    engine = sqlalchemy.create_mock_engine(
        dialect + "://", lambda statement, *words, **more: said.append(str(statement.compile(dialect=engine.dialect)).strip()))
    metadata.create_all(engine, checkfirst=False)
    return ";\n".join(said) + ";\n"


def record(folder, seed, metadata, after, said):
    dialect = "sqlite" if "--sqlite" in sys.argv else "postgresql"
    name = dialect + ("-batch" if "--batch" in sys.argv else "")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-{seed:03d}.txt").write_text("\n".join(
        [creating_sql(metadata, dialect), "---- models", after, "---- directives", *said]) + "\n")


def compare(limbeck, server, seed, work, recorded):
    is_sqlite = "--sqlite" in sys.argv
    before, after = pairs.Maker(seed, "sqlite" if is_sqlite else "postgresql").pair()
    (work / "before.py").write_text(before)
    metadata = load(work / "before.py")
    folders = []
    for name in ("theirs", "ours"):
        url = make_file(work, name, metadata) if is_sqlite else make_database(server, f"pair_{name}", metadata)
        folder = work / name
        project(folder, url, after)
        folders.append((folder, url))
    (theirs, their_url), (ours, our_url) = folders
    with_alembic(theirs, lambda config: command.revision(config, message="x", autogenerate=True, rev_id="aa"))
    theirs_said = directives(only_version(theirs).read_text())
    if recorded:
        record(recorded, seed, metadata, after, theirs_said)
    done = subprocess.run([limbeck, "-c", str(ours / "alembic.ini"), "revision", "--autogenerate", "-m", "x", "--rev-id",
                           "aa"], capture_output=True, text=True)
    if done.returncode:
        return "refused", done.stderr.strip() + done.stdout.strip()
    ours_said = directives(only_version(ours).read_text())
    verdict = "same" if theirs_said == ours_said else "different"
    told = "".join(f"  - {line}\n" for line in theirs_said if line not in ours_said)
    told += "".join(f"  + {line}\n" for line in ours_said if line not in theirs_said)
    if is_sqlite:
        return verdict, told
    failed = []
    for folder, url in folders:
        try:
            with_alembic(folder, lambda config: command.upgrade(config, "head"))
        except Exception as error:  # noqa: BLE001: told, and counted
            failed.append((folder.name, re.sub(r"\s+", " ", str(error))[:200]))
    if failed:
        return verdict + (", neither applies" if len(failed) == 2 else ", one applies"), told + str(failed)
    equal = dump(their_url) == dump(our_url)
    checked = subprocess.run([limbeck, "-c", str(ours / "alembic.ini"), "check"], capture_output=True, text=True)
    if checked.returncode:
        told += checked.stdout
    return verdict + (", same dump" if equal else ", other dump") + ("" if checked.returncode == 0 else ", check finds more"), told


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    recorded = pathlib.Path(words.pop()) if "--record" in sys.argv else None
    limbeck, url, count, first = words[0], words[1], int((words + ["", "", "240"])[2] or 240), int((words + [""] * 3)[3] or 1)
    server = sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)
    counts = {}
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as work:
            verdict, told = compare(limbeck, server, seed, pathlib.Path(work), recorded)
        counts[verdict] = counts.get(verdict, 0) + 1
        if told:
            print(f"seed {seed}: {verdict}\n{told}", flush=True)
    for verdict in sorted(counts):
        print(f"{counts[verdict]:5d} {verdict}")


main()
