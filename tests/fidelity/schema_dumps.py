"""Whether `limbeck schema` is the schema that a history makes: each history is upgraded live, what `limbeck schema`
prints for its revision is loaded into an empty database, and the two dumps are compared.

    schema_dumps.py LIMBECK SERVER_URL VERSIONS...   [--alembic COMMAND] [--keep FOLDER]

SERVER_URL is of a throw-away PostgreSQL server, with a user that may create databases. One line a history: the revision
reached, opaque revisions, statements of the two dumps that differ. Status 1 where any differ. With --alembic the
upgrade is Alembic's, and `limbeck drift` has to find nothing in its database."""

import argparse
import os
import re
import subprocess
import sys
import tempfile

ENV = """from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


def statements(dump):
    """Of pg_dump: without its settings and comments; a table's columns keep their order."""
    text = "\n".join(line for line in dump.splitlines() if line and not line.startswith(("--", "SET ", "\\", "SELECT pg_catalog.set")))
    return [one.strip() for one in re.split(r";\n", text + "\n") if one.strip()]


class Database:
    def __init__(self, server, name):
        self.server, self.name, self.url = server, name, server.rstrip("/") + "/" + name

    def __enter__(self):
        run("psql", "-d", self.server.rstrip("/") + "/postgres", "-c", "DROP DATABASE IF EXISTS %s" % self.name)
        run("psql", "-d", self.server.rstrip("/") + "/postgres", "-c", "CREATE DATABASE %s" % self.name)
        return self

    def __exit__(self, *_):
        run("psql", "-d", self.server.rstrip("/") + "/postgres", "-c", "DROP DATABASE IF EXISTS %s" % self.name)

    def dump(self):
        done = run("pg_dump", "-s", "--no-owner", "-T", "alembic_version", "-d", self.url)
        assert done.returncode == 0, done.stderr
        return statements(done.stdout)


def project(folder, versions):
    root = versions
    while not os.path.isdir(os.path.join(root, ".git")) and root != "/":
        root = os.path.dirname(root)
    os.makedirs(os.path.join(folder, "scripts"))
    open(os.path.join(folder, "scripts", "env.py"), "w").write(ENV)
    open(os.path.join(folder, "alembic.ini"), "w").write(
        "[alembic]\nscript_location = %%(here)s/scripts\nversion_locations = %s\npath_separator = os\nprepend_sys_path = %s\n" % (versions, root))


def upgraded(limbeck, alembic, url, folder):
    if not alembic:
        return run(limbeck, "--url", url, "upgrade", "heads", cwd=folder)
    with open(os.path.join(folder, "alembic.ini"), "a") as ini:
        ini.write("sqlalchemy.url = %s\n" % url.replace("%", "%%"))
    return run(*alembic.split(), "upgrade", "heads", cwd=folder)


def compare(limbeck, alembic, server, versions, keep):
    name = re.sub(r"\W", "_", "_".join(versions.strip("/").split("/")[-5:]))[-50:].lower()
    with tempfile.TemporaryDirectory() as folder, Database(server, "l_" + name) as live, Database(server, "s_" + name) as loaded:
        project(folder, versions)
        upgrade = upgraded(limbeck, alembic, live.url, folder)
        current = [line.split()[0] for line in run(limbeck, "--url", live.url, "current", cwd=folder).stdout.splitlines() if line.strip()]
        schema = run(limbeck, "--url", live.url, "schema", current[0] if upgrade.returncode and current else "heads", cwd=folder)
        opaque = schema.stdout.count("-- unreadable: ")
        load = subprocess.run(["psql", "-q", "-d", loaded.url], input=schema.stdout, capture_output=True, text=True)
        failed = load.stderr.count("ERROR:")
        left, right = live.dump(), loaded.dump()
        missing, extra = [s for s in left if s not in right], [s for s in right if s not in left]
        drift = run(limbeck, "--url", live.url, "drift", cwd=folder)
        if keep:
            out = os.path.join(keep, name)
            open(out + ".txt", "w").write("\n".join(
                ["upgrade: %s" % upgrade.stderr[-600:], "schema: %s" % schema.stderr[-600:], "load:\n" + load.stderr, "MISSING"] + missing + ["EXTRA"] + extra +
                ["DRIFT %d" % drift.returncode, drift.stdout, drift.stderr]))
            open(out + ".sql", "w").write(schema.stdout)
        reached = "heads" if not upgrade.returncode else "%s%s" % (current[0] if current else "nothing", " (then: %s)" % (upgrade.stderr.strip().splitlines() or [""])[0][-150:])
        changes = len([line for line in drift.stdout.splitlines() if line.strip()])
        print("%-50s %4d statements, %3d opaque, %3d failed, %3d missing, %3d extra, drift %d (%d lines); %s"
              % (name, len(left), opaque, failed, len(missing), len(extra), drift.returncode, changes, reached), flush=True)
        return len(missing) + len(extra) + failed + (alembic is not None and drift.returncode != 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("limbeck")
    parser.add_argument("server")
    parser.add_argument("versions", nargs="+")
    parser.add_argument("--alembic", help="the alembic that upgrades")
    parser.add_argument("--keep", help="a folder for what differs")
    given = parser.parse_args()
    bad = 0
    for versions in given.versions:
        bad += compare(os.path.abspath(given.limbeck), given.alembic, given.server, os.path.abspath(versions), given.keep) != 0
    print("%d histories, %d differ" % (len(given.versions), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
