"""Kills limbeck, and its server, at every statement and at random moments; after
each the database has to be exactly what it was before some revision or after it.

    faults.py sqlite|postgresql|server RUNS     prints "N runs, N sound"

`server` kills PostgreSQL instead of limbeck, and starts it again: a server of its
own, in $LIMBECK_TEST_WORK. The order of what is killed follows from a fixed seed."""

import os
import random
import subprocess
import sys
import tempfile
import time

ROOT = os.environ["LIMBECK_TEST_ROOT"]
LIMBECK = os.environ["LIMBECK"]
REVISIONS = 4
SCRIPT = '''from alembic import op
import sqlalchemy as sa
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.create_table("t{number}", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("name", sa.String(40)))
    connection = op.get_bind()
    for number in range(12):
        connection.execute(sa.text("INSERT INTO t{number} (id, name) VALUES (:id, :name)"),
                           {{"id": number, "name": "Row %d" % number}})
    for row in connection.execute(sa.text("SELECT id, name FROM t{number} ORDER BY id")).fetchall():
        connection.execute(sa.text("UPDATE t{number} SET name = :name WHERE id = :id"),
                           {{"id": row.id, "name": row.name.lower()}})
    op.add_column("t{number}", sa.Column("extra", sa.Integer))
    op.execute("UPDATE t{number} SET extra = id * 2")


def downgrade():
    op.execute("DELETE FROM t{number} WHERE id > 4")
    op.drop_table("t{number}")
'''


def shell(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


class Place:
    """A project, a database of one kind, and its state as text."""

    def __init__(self, kind, folder):
        self.kind, self.folder = kind, folder
        self.project = os.path.join(folder, "project")
        versions = os.path.join(self.project, "alembic", "versions")
        os.makedirs(versions)
        with open(os.path.join(self.project, "alembic.ini"), "w") as ini:
            ini.write("[alembic]\nscript_location = %(here)s/alembic\n")
        with open(os.path.join(self.project, "alembic", "env.py"), "w") as env:
            env.write("from alembic import context\ncontext.configure(transaction_per_migration=True)\n")
        for number in range(1, REVISIONS + 1):
            down = f'"r{number - 1}"' if number > 1 else None
            with open(os.path.join(versions, f"r{number}.py"), "w") as script:
                script.write(SCRIPT.format(number=number, down=down))
        self.port = os.environ.get("LIMBECK_TEST_PORT")
        self.server = os.path.join(folder, "server") if kind == "server" else None
        if self.server:
            self.start_server(fresh=True)
        if kind != "sqlite":
            self.sql("DROP DATABASE IF EXISTS faults", "postgres")
            self.sql("CREATE DATABASE faults", "postgres")

    def start_server(self, fresh=False):
        if fresh:
            started = shell("sh", ROOT + "/tests/tools/postgresql.sh", "start", self.server)
            self.port = started.stdout.strip()
            return
        if self.sql("SELECT 1").returncode == 0:
            return  # the run ended before the moment came
        # The dead one may still be there for whoever asks for its number.
        os.remove(os.path.join(self.server, "data", "postmaster.pid"))
        for _ in range(100):
            shell("sh", ROOT + "/tests/tools/postgresql.sh", "again", self.server, self.port)
            if self.sql("SELECT 1").returncode == 0:
                return
            time.sleep(0.1)
        with open(os.path.join(self.server, "log")) as log:
            sys.exit("the server does not start again:\n" + "".join(log.readlines()[-5:]))

    def server_pid(self):
        with open(os.path.join(self.server, "data", "postmaster.pid")) as file:
            return file.readline().strip()

    def sql(self, text, database="faults"):
        return shell("psql", "-q", "-h", "127.0.0.1", "-p", self.port, "-U", "limbeck", "-d", database, "-c", text)

    def url(self):
        if self.kind == "sqlite":
            return f"sqlite:///{self.folder}/x.db"
        return f"postgresql://limbeck@127.0.0.1:{self.port}/faults"

    def limbeck(self, *words, **faults):
        environment = {**os.environ, "LIMBECK_URL": self.url(), "XDG_STATE_HOME": self.folder,
                       "ASAN_OPTIONS": "verify_asan_link_order=0"}
        environment.update({name: str(value) for name, value in faults.items()})
        return subprocess.Popen([LIMBECK, *words], cwd=self.project, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def state(self):
        if self.kind == "sqlite":
            return shell("sqlite3", f"{self.folder}/x.db", ".dump").stdout
        # What is under way when limbeck dies ends when the server notices.
        for _ in range(200):
            if not shell("psql", "-t", "-A", "-h", "127.0.0.1", "-p", self.port, "-U", "limbeck", "-d", "faults", "-c",
                         "SELECT 1 FROM pg_stat_activity WHERE application_name = 'limbeck'").stdout.strip():
                break
            time.sleep(0.05)
        dump = shell("pg_dump", "-h", "127.0.0.1", "-p", self.port, "-U", "limbeck", "faults")
        if dump.returncode:
            sys.exit(dump.stderr)
        return "\n".join(line for line in dump.stdout.split("\n") if "restrict" not in line)

    def close(self):
        if self.server:
            shell("sh", ROOT + "/tests/tools/postgresql.sh", "stop", self.server)


def shim(folder):
    library = os.path.join(folder, "kill_at.so")
    made = shell(os.environ.get("CC", "cc"), "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", library,
                 ROOT + "/tests/faults/kill_at.c", "-ldl")
    if made.returncode:
        sys.exit(made.stderr)
    return library


def known_states(place):
    """The dump after each revision, going up; and at base, once the table is there."""
    states = {}
    place.limbeck("upgrade", "r1").wait()
    place.limbeck("downgrade", "base").wait()
    states[place.state()] = "base"
    for number in range(1, REVISIONS + 1):
        if place.limbeck("upgrade", "+1").wait():
            sys.exit("the project does not run")
        states[place.state()] = f"r{number}"
    assert len(states) == REVISIONS + 1
    return states


def calls_of(place, library, words):
    count = os.path.join(place.folder, "count")
    place.limbeck(*words, LD_PRELOAD=library, FAULT_COUNT=count).wait()
    with open(count) as file:
        return int(file.read())


def one_run(place, library, words, chance, number, calls):
    """Every second run dies at a statement, the others at any moment."""
    if number % 2 == 0:
        faults = {"FAULT_AT": number // 2 % calls + 1}
        if chance.random() < 0.5:
            faults["FAULT_AFTER"] = 1
        if place.server:
            faults["FAULT_PID"] = place.server_pid()
        place.limbeck(*words, LD_PRELOAD=library, **faults).wait()
        return
    process = place.limbeck(*words)
    time.sleep(chance.random() * 0.06)
    if place.server:
        os.kill(int(place.server_pid()), 9)
    else:
        process.kill()
    process.wait()


def main():
    kind, runs = sys.argv[1], int(sys.argv[2])
    chance = random.Random(20261122)
    sound, seen = 0, set()
    with tempfile.TemporaryDirectory(dir=os.environ["LIMBECK_TEST_WORK"]) as folder:
        os.chmod(folder, 0o755)
        place = Place(kind, folder)
        library = shim(folder)
        states = known_states(place)
        for number in range(runs):
            at = states.get(place.state())
            words = ("upgrade", "head") if at in ("base", "r1") or (at != f"r{REVISIONS}" and chance.random() < 0.5) \
                else ("downgrade", "base")
            if number == 0:
                calls = max(calls_of(place, library, ("downgrade", "base")), calls_of(place, library, ("upgrade", "head")))
                words = ("downgrade", "base")
            one_run(place, library, words, chance, number, calls)
            if place.server:
                place.start_server()
            now = states.get(place.state())
            sound += now is not None
            seen.add(now)
            if now is None:
                print(f"run {number}: {words} left something between two revisions", file=sys.stderr)
                break
        place.close()
    print(f"{kind}: {runs} runs, {sound} sound, ended at {len(seen)} of {REVISIONS + 1} revisions")
    return sound != runs


sys.exit(main())
