"""Kills limbeck, and its server, at every statement and at random moments; after
each the database has to be exactly what it was before some revision or after it.

    faults.py sqlite|postgresql|server RUNS [batches|ahead|split]     prints "N runs, N sound"

Half of the runs die at a statement, in order, before it and after it, over and over
(RUNS "all": each of them once, and some more at random moments). With `batches` changes
of whole tables are committed in batches: what is then between two revisions has to
have a checkpoint, and the same command has to lead to the very state it would have
led to at once, every row handled exactly once. With `split` a script commits in the middle
of each step: what is then between two revisions is what its COMMIT kept, or what its driver
committed behind it, and nothing else. With `ahead` a loop is so long that on
SQLite limbeck's thread is at work when it dies.

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
WAY = sys.argv[3] if len(sys.argv) > 3 else ""
REVISIONS = 4 if WAY == "" else 2
LOOP_ROWS = 2500 if WAY == "ahead" else 12
RANDOM_RUNS = 125
SCRIPT = '''from alembic import op
import sqlalchemy as sa
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.create_table("t{number}", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("name", sa.String(40)))
    connection = op.get_bind()
    for number in range({loop}):
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

BATCHES = '''from alembic import op
import sqlalchemy as sa
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.create_table("t{number}", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("name", sa.String(40)), sa.Column("times", sa.Integer, server_default="0"))
    op.execute("INSERT INTO t{number} (id, name) VALUES {rows}")
    op.execute("UPDATE t{number} SET times = times + 1, name = name || '!' WHERE id <> 5")
    op.add_column("t{number}", sa.Column("extra", sa.Integer))
    op.execute("UPDATE t{number} SET extra = coalesce(extra, 0) + id, times = times + 1")


def downgrade():
    op.execute("UPDATE t{number} SET times = times - 1")
    op.execute("DELETE FROM t{number} WHERE id > 4")
    op.drop_table("t{number}")
'''

FIRST_HALF = ["CREATE TABLE IF NOT EXISTS t{number} (id INTEGER PRIMARY KEY, name TEXT)",
              "INSERT INTO t{number} VALUES (1, 'a'), (2, 'b'), (3, 'c') ON CONFLICT DO NOTHING",
              "INSERT INTO t{number} VALUES (4, 'd'), (5, 'e') ON CONFLICT DO NOTHING"]
SECOND_HALF = ["INSERT INTO t{number} VALUES (6, 'f'), (7, 'g') ON CONFLICT DO NOTHING",
               "INSERT INTO t{number} VALUES (8, 'h') ON CONFLICT DO NOTHING"]
DOWN = ["DELETE FROM t{number} WHERE id > 4", "DROP TABLE t{number}"]


def executes(statements):
    return "".join(f"    op.execute({each!r})\n" for each in statements)


SPLIT = ("from alembic import op\nrevision = 'r{number}'\ndown_revision = {down}\n\n\ndef upgrade():\n" +
         executes([*FIRST_HALF, "COMMIT", *SECOND_HALF]) + "\n\ndef downgrade():\n" +
         executes([FIRST_HALF[0], DOWN[0], "COMMIT", DOWN[1]]))
SCRIPTS = {"batches": BATCHES, "split": SPLIT}


def shell(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


class Place:
    """A project, a database of one kind, and its state as text."""

    def __init__(self, kind, folder):
        self.kind, self.folder, self.batches = kind, folder, WAY == "batches"
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
                rows = ", ".join(f"({row}, 'Row {row}')" for row in range(16))
                script.write(SCRIPTS.get(WAY, SCRIPT).format(number=number, down=down, rows=rows, loop=LOOP_ROWS))
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
        options = ["--batch-size", "5"] if self.batches else []
        return subprocess.Popen([LIMBECK, *words, *options], cwd=self.project, env=environment, stdin=subprocess.DEVNULL,
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


def between(place, number):
    """The dumps of what a script's COMMIT keeps, in the order of a whole step up, or down, from here."""
    up = number > 0
    pieces = [FIRST_HALF, *([each] for each in SECOND_HALF)] if up else [[each] for each in DOWN]
    for piece in pieces if WAY == "split" else []:
        for sql in piece:
            text = sql.format(number=abs(number))
            if (shell("sqlite3", f"{place.folder}/x.db", text) if place.kind == "sqlite" else place.sql(text)).returncode:
                sys.exit(f"{text} does not run")
        yield place.state()


def known_states(place):
    """The dump after each revision, going up; and at base, once the table is there. And those that a
    script commits between two of them."""
    states, halves = {}, set()
    place.limbeck("upgrade", "r1").wait()
    place.limbeck("downgrade", "base").wait()
    states[place.state()] = "base"
    for number in range(1, REVISIONS + 1):
        halves.update(between(place, number))
        if place.limbeck("upgrade", "+1").wait():
            sys.exit("the project does not run")
        states[place.state()] = f"r{number}"
    if WAY == "split":
        for number in range(REVISIONS, 0, -1):
            halves.update(between(place, -number))
            place.limbeck("downgrade", "-1").wait()
        place.limbeck("upgrade", "head").wait()
    assert len(states) == REVISIONS + 1 and not halves & states.keys()
    return states, halves


def calls_of(place, library, words):
    count = os.path.join(place.folder, "count")
    place.limbeck(*words, LD_PRELOAD=library, FAULT_COUNT=count).wait()
    with open(count) as file:
        return int(file.read())


def moments(calls, runs, chance):
    """Where each run dies: at a call, before or after it, or after some time."""
    order = [(at, after) for at in range(1, calls + 1) for after in (False, True)]
    if runs == "all":
        return [*order, *[None] * min(len(order), RANDOM_RUNS)]
    step = max(1, 2 * len(order) // int(runs))
    first = chance.randrange(step)
    return [None if number % 2 else order[(first + number // 2 * step) % len(order)] for number in range(int(runs))]


def one_run(place, library, words, chance, moment):
    if moment:
        faults = {"FAULT_AT": moment[0]}
        if moment[1]:
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


class Tally:
    """Runs, and what they left."""

    def __init__(self, place, states, halves):
        self.place, self.states, self.halves = place, states, halves
        self.runs = self.sound = self.resumed = 0
        self.seen = set()

    def count(self, words):
        """The name of the revision the database is at; ends the program where it is at none."""
        state = self.place.state()
        now = self.states.get(state)
        if now is None and (state in self.halves or self.place.batches and "limbeck_checkpoint" in state):
            self.resumed += 1
            if self.place.limbeck(*words).wait():
                sys.exit(f"run {self.runs}: {words} does not go on")
            now = self.states.get(self.place.state())
            wanted = f"r{REVISIONS}" if words[0] == "upgrade" else "base"
            if now != wanted:
                sys.exit(f"run {self.runs}: {words} went on to something else than {wanted}")
        self.runs += 1
        self.seen.add(now)
        if now is None:
            sys.exit(f"run {self.runs}: {words} left something between two revisions")
        self.sound += 1
        return now


def main():
    kind, runs = sys.argv[1], sys.argv[2]
    chance = random.Random(20261122)
    with tempfile.TemporaryDirectory(dir=os.environ["LIMBECK_TEST_WORK"]) as folder:
        os.chmod(folder, 0o755)
        place = Place(kind, folder)
        library = shim(folder)
        tally = Tally(place, *known_states(place))
        ways = {"downgrade": ("downgrade", "base"), "upgrade": ("upgrade", "head")}
        plans = {way: moments(calls_of(place, library, words), runs if runs == "all" else int(runs) // 2, chance)
                 for way, words in ways.items()}
        at, way = f"r{REVISIONS}", "downgrade"
        while plans["upgrade"] or plans["downgrade"]:
            # Each run begins at one end; what the last one left half-way is finished first.
            if at not in ("base", f"r{REVISIONS}"):
                place.limbeck(*ways[way]).wait()
                at = tally.states.get(place.state())
            way = "upgrade" if at == "base" else "downgrade"
            if not plans[way]:
                place.limbeck(*ways[way]).wait()
                way = "downgrade" if way == "upgrade" else "upgrade"
            one_run(place, library, ways[way], chance, plans[way].pop(0))
            if place.server:
                place.start_server()
            at = tally.count(ways[way])
        place.close()
    name = {"batches": " in batches", "ahead": " ahead of its answers", "split": " with a script's COMMIT"}.get(WAY, "")
    print(f"{kind}{name}: {tally.runs} runs, {tally.sound} sound, "
          f"ended at {len(tally.seen)} of {REVISIONS + 1} revisions" +
          (f", {tally.resumed} went on from a checkpoint" if place.batches else "") +
          (f", {tally.resumed} from a script's COMMIT" if WAY == "split" else ""))


main()
