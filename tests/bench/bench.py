"""Ratios of two programs in one run: `make bench`.

Each line runs both in turn, several times, and divides the medians; the machine's
speed and what else it does fall out of the figure. Nothing here passes or fails.
$ALEMBIC names another alembic than the one on $PATH, $ROWS the sizes of the data loop, $SCHEMAS the size of the fleet.
"""
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import fleets
import frames

sys.path.append(str(pathlib.Path(__file__).parent.parent / "support"))
from round_trips import RoundTrips  # noqa: E402

LIMBECK = os.environ["LIMBECK"]
ENV = '''from alembic import context
from sqlalchemy import create_engine, pool
url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
'''
SCRIPT = '''"""{message}

Revision ID: {id}
Revises: {down}
Create Date: 2024-01-01 00:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

revision: str = {id!r}
down_revision: Union[str, Sequence[str], None] = {down_literal}
branch_labels: Union[str, Sequence[str], None] = {label!r}
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        "t_{id}",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), server_default="0"),
        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now()),
    )
    op.create_index("ix_t_{id}_name", "t_{id}", ["name"])
    op.add_column("t_{id}", sa.Column("note", sa.Text(), nullable=True))
    op.bulk_insert(
        sa.table("t_{id}", sa.column("id", sa.Integer), sa.column("name", sa.String)),
        [{{"id": i, "name": "row %d" % i}} for i in range(1, 4)],
    )
    op.execute("UPDATE t_{id} SET note = 'it''s {id}' WHERE id = 2")


def downgrade() -> None:
    op.drop_index("ix_t_{id}_name", table_name="t_{id}")
    op.drop_table("t_{id}")
'''


def project(folder, count):
    """A line of revisions with a small branch, merged again, in every ten."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    (folder / "migrations" / "env.py").write_text(ENV)
    (folder / "alembic.ini").write_text(
        "[alembic]\nscript_location = %(here)s/migrations\npath_separator = os\nsqlalchemy.url = sqlite:///bench.db\n"
    )
    down, aside = [], None
    for number in range(count):
        name = f"{number * 2654435761 % 2**48:012x}"
        parents = down
        if number % 10 == 5:
            aside = name
            parents = down
        elif number % 10 == 8 and aside:
            parents, aside = down + [aside], None
        text = SCRIPT.format(message=f"Step {number}", id=name, label=None, down=", ".join(parents),
                             down_literal=repr(parents[0] if len(parents) == 1 else tuple(parents) or None))
        (versions / f"{name}_step_{number}.py").write_text(text)
        if aside != name:
            down = [name]


def seconds(words, folder, reset=None):
    if reset:
        reset()
    start = time.perf_counter()
    done = subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    took = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr.decode()[-300:]}")
    return took


def compare(title, ours, theirs, folder, times=5, reset=None):
    """Both in turn; the ratio of the medians."""
    pairs = [(seconds(ours, folder, reset), seconds(theirs, folder, reset)) for _ in range(times)]
    mine, other = (statistics.median(column) for column in zip(*pairs))
    quotient = f"{other / mine:6.1f} x as fast" if mine < other else f"{mine / other:6.2f} x the time"
    print(f"{title:56s} {mine * 1000:8.0f} ms {other * 1000:8.0f} ms  {quotient}", flush=True)


LOOP = '''"""The loop of the guide to Alembic, as it stands there"""
from alembic import op
import sqlalchemy as sa
revision = "loop"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()

    # Read in batches
    results = connection.execute(
        sa.text("SELECT id, name FROM users")
    )

    for batch in results.partitions(1000):
        for row in batch:
            connection.execute(
                sa.text("UPDATE users SET name = :name WHERE id = :id"),
                {"id": row.id, "name": row.name.lower()}
            )
'''


def peak(words, folder):
    """Kilobytes of memory, by GNU time where it is there."""
    done = subprocess.run(["/usr/bin/time", "-f", "%M"] + words, cwd=folder, capture_output=True, text=True)
    return int(done.stderr.split()[-1])


class Server:
    """A PostgreSQL of its own."""

    def __init__(self, work):
        work.chmod(0o755)
        self.tools = str(pathlib.Path(__file__).parent.parent / "tools" / "postgresql.sh")
        self.folder = str(work / "server")
        started = subprocess.run(["sh", self.tools, "start", self.folder], capture_output=True, text=True)
        self.port = started.stdout.strip()
        self.url = f"postgresql://limbeck@127.0.0.1:{self.port}/postgres"
        self.psql = ["psql", "-q", "-h", "127.0.0.1", "-p", self.port, "-U", "limbeck", "-d", "postgres"]
        os.environ["PGPASSWORD"] = "s3cret-word"

    def stop(self):
        subprocess.run(["sh", self.tools, "stop", self.folder], check=False)

    def do(self, *commands):
        subprocess.run(self.psql + [word for command in commands for word in ("-c", command)], check=True, capture_output=True)


def one_by_one(script, begin):
    """What `upgrade --sql` printed, with a transaction a revision, as limbeck runs it."""
    blocks = re.sub(r"^(BEGIN|COMMIT);\n\n", "", script, flags=re.M).split("-- Running ")
    return blocks[0] + "".join(f"{begin};\n-- Running {block}COMMIT;\n" for block in blocks[1:])


def live(folder, server):
    """Every revision against the shells on the same SQL in the same transactions."""
    ini, upgrade = folder / "alembic.ini", [LIMBECK, "upgrade", "heads", "--transaction-per-migration"]
    before = ini.read_text()
    for shell, url, begin, words, reset in (
        ("the sqlite3 shell", "sqlite:///bench.db", "BEGIN IMMEDIATE", ["sqlite3", "-bail", "bench.db", ".read all.sql"],
         lambda: (folder / "bench.db").unlink(missing_ok=True)),
        ("psql -f", server.url, "BEGIN", server.psql + ["-v", "ON_ERROR_STOP=1", "-f", "all.sql"],
         lambda: server.do("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")),
    ):
        ini.write_text(before.replace("sqlite:///bench.db", url))
        script = subprocess.run([LIMBECK, "upgrade", "heads", "--sql"], cwd=folder, capture_output=True, text=True, check=True)
        (folder / "all.sql").write_text(one_by_one(script.stdout, begin))
        compare(f"1000 revisions: upgrade heads, {shell}", upgrade, words, folder, 3, reset)
    ini.write_text(before)


def far(folder, server, alembic):
    """Every revision on a server that is 20 ms away, there and back."""
    ini = folder / "alembic.ini"
    before = ini.read_text()
    with RoundTrips(int(server.port), None, 10) as line:
        ini.write_text(before.replace("sqlite:///bench.db", server.url.replace(server.port, str(line.port))))
        script = subprocess.run([LIMBECK, "upgrade", "heads", "--sql"], cwd=folder, capture_output=True, text=True, check=True)
        (folder / "all.sql").write_text(script.stdout)
        psql = [str(line.port) if word == server.port else word for word in server.psql]
        reset = lambda: server.do("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        upgrade = [LIMBECK, "upgrade", "heads"]
        compare("100 revisions, 20 ms away: upgrade heads, psql -f", upgrade,
                psql + ["-v", "ON_ERROR_STOP=1", "-f", "all.sql"], folder, 3, reset)
        compare("100 revisions, 20 ms away: upgrade heads, alembic", upgrade, [alembic, "upgrade", "heads"], folder, 2, reset)
        near = seconds(server.psql + ["-v", "ON_ERROR_STOP=1", "-f", "all.sql"], folder, reset)
        print(f"100 revisions, no delay: psql -f takes {near * 1000:.0f} ms")
        compare("100 revisions, 20 ms away: losses base, alembic current", [LIMBECK, "losses", "base"],
                [alembic, "current"], folder, 3)
        reset()
    ini.write_text(before)


def far_frames(folder, server, count):
    """The screen on a server that is 20 ms away; its last revision takes a minute."""
    versions, ini = folder / "migrations" / "versions", folder / "alembic.ini"
    before = ini.read_text()
    heads = subprocess.run([LIMBECK, "heads"], cwd=folder, capture_output=True, text=True, check=True).stdout.split()[::2]
    (versions / "zz_sleep.py").write_text(
        f"from alembic import op\nrevision = 'sleep'\ndown_revision = {tuple(heads)!r}\n\n\n"
        "def upgrade():\n    for number in range(60):\n        op.execute(f'CREATE TABLE wait_{number} (n INTEGER)')\n"
        "    op.execute('SELECT pg_sleep(60)')\n")
    ini.write_text(before.replace("sqlite:///bench.db", server.url))
    subprocess.run([LIMBECK, "stamp", *heads], cwd=folder, check=True, capture_output=True)
    with RoundTrips(int(server.port), None, 10) as line:
        ini.write_text(before.replace("sqlite:///bench.db", server.url.replace(server.port, str(line.port))))
        pids = []

        def pause():
            asked = subprocess.run(server.psql + ["-Atc", "SELECT pid FROM pg_stat_activity WHERE backend_type = "
                                                          "'client backend' AND pid <> pg_backend_pid()"],
                                   capture_output=True, text=True, check=True)
            pids.extend(map(int, asked.stdout.split()))
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)

        def go_on():
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

        frames.frames_far(LIMBECK, folder, count, pause, go_on)
    ini.write_text(before)
    (versions / "zz_sleep.py").unlink()
    server.do("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


class Loop:
    """A table of users, in SQLite and in PostgreSQL."""

    def __init__(self, work, server):
        self.work, self.server = work, server
        self.folder = work / "loop"
        (self.folder / "migrations" / "versions").mkdir(parents=True)
        (self.folder / "migrations" / "versions" / "loop.py").write_text(LOOP)
        (self.folder / "migrations" / "env.py").write_text(ENV)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libpq", "sqlite3"], capture_output=True, text=True)
        self.program = str(work / "program")
        source = str(pathlib.Path(__file__).parent / "loop.c")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", self.program, source] + flags.stdout.split(), check=True)

    def use(self, url):
        (self.folder / "alembic.ini").write_text(f"[alembic]\nscript_location = migrations\nsqlalchemy.url = {url}\n")

    def fill_sqlite(self, rows):
        (self.folder / "loop.db").unlink(missing_ok=True)
        subprocess.run(["sqlite3", "loop.db",
                        "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100), email TEXT);"
                        "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < " + str(rows) + ")"
                        "INSERT INTO users SELECT i, 'User Name ' || i, NULL FROM s"], cwd=self.folder, check=True)

    def fill_postgresql(self, rows):
        self.server.do("DROP TABLE IF EXISTS users, alembic_version",
                       "CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(100), email TEXT)",
                       f"INSERT INTO users SELECT i, 'User Name ' || i FROM generate_series(1, {rows}) i",
                       "VACUUM ANALYZE users")

    def run(self, rows, alembic):
        ours, folder = [LIMBECK, "upgrade", "head"], self.folder
        self.use("sqlite:///loop.db")
        fill = lambda: self.fill_sqlite(rows)
        compare(f"{rows} rows, SQLite: the prepared loop", ours, [self.program, "sqlite", "loop.db"], folder, 3, fill)
        if alembic:
            compare(f"{rows} rows, SQLite: alembic", ours, [alembic, "upgrade", "head"], folder, 1, fill)
        self.use(self.server.url)
        place = f"host=127.0.0.1 port={self.server.port} user=limbeck dbname=postgres"
        fill = lambda: self.fill_postgresql(rows)
        for name in ("pipeline", "unnest"):
            compare(f"{rows} rows, PostgreSQL: {name}", ours, [self.program, name, place], folder, 3, fill)
        fill()
        print(f"{rows} rows, PostgreSQL: limbeck's peak memory is {peak(ours, folder)} KB")


def main():
    alembic = os.environ.get("ALEMBIC") or shutil.which("alembic")
    work = pathlib.Path(tempfile.mkdtemp())
    os.environ["XDG_STATE_HOME"] = str(work)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Alembic shall have its bytecode
    server = Server(work)
    try:
        print(f"{'limbeck against':56s} {'limbeck':>11s} {'the other':>11s}")
        for count in (100, 1000, 10000):
            folder = work / str(count)
            project(folder, count)
            versions = sorted(str(path) for path in (folder / "migrations" / "versions").glob("*.py"))
            (folder / "files").write_text("\0".join(versions))
            read = ["sh", "-c", "xargs -0 cat <files"]
            rounds = {100: 15, 1000: 5, 10000: 3}[count]
            bytecode = folder / "migrations" / "versions" / "__pycache__"
            for words in (["heads"], ["history"], ["plan", "heads", "--from", "base"]):
                name = " ".join(words[:2])
                compare(f"{count} revisions: {name}, reading the files", [LIMBECK] + words, read, folder, rounds)
                compare(f"{count} revisions: {name}, alembic --help", [LIMBECK] + words, [alembic, "--help"], folder, rounds)
                if words[0] != "plan":
                    compare(f"{count} revisions: {name}, alembic", [LIMBECK] + words, [alembic] + words, folder, rounds)
                    compare(f"{count} revisions: {name}, alembic without bytecode", [LIMBECK] + words,
                            [alembic] + words, folder, 2, lambda: shutil.rmtree(bytecode, ignore_errors=True))
            frames.frames(LIMBECK, folder, count)
            if count == 100:
                fleets.screen(LIMBECK, folder, 10000)
                far(folder, server, alembic)
            if count == 10000:
                far_frames(folder, server, count)
            if count == 1000:
                words = ["upgrade", "heads", "--sql"]
                compare("1000 revisions: upgrade heads --sql, alembic", [LIMBECK] + words, [alembic] + words, folder, 3)
                live(folder, server)
        (work / "fleet").mkdir()
        project(work / "fleet" / "p", 10)
        fleets.schemas(LIMBECK, alembic, work / "fleet" / "p", server, int(os.environ.get("SCHEMAS", "1000")))
        loop = Loop(work, server)
        for rows in os.environ.get("ROWS", "100000 1000000").split():
            loop.run(int(rows), alembic)
    finally:
        server.stop()
        shutil.rmtree(work)


main()
