"""Does limbeck say what is so? A proxy cuts, closes and stalls around each byte of COMMIT, a
terminal is closed in the middle of a step, limbeck is killed behind a pooler; after each run
the database is to be at a revision, and what limbeck said, its status and its journal are
held against what the server has (claims.py).

    truth.py RUNS [WAY,WAY]     prints "N runs, N unsound, N untrue"; status 1 where there is any

Ways are request and answer (the proxy, on the way to the server and back), terminal, pooler.

The order of the runs follows from a fixed seed. LIMBECK_TEST_PORT is that of the server."""

import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

from claims import untrue
from wire import ANSWER_BYTES, REQUEST_BYTES, Fault, Proxy

ROOT = os.environ["LIMBECK_TEST_ROOT"]
LIMBECK = os.environ["LIMBECK"]
PORT = int(os.environ["LIMBECK_TEST_PORT"])
REVISIONS = 3
LOGGING = """[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
"""
PATIENCE = 20  # seconds

SCRIPT = '''import os
from alembic import op
import sqlalchemy as sa
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.create_table("t{number}", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.execute("INSERT INTO t{number} SELECT n, 'row ' || n FROM generate_series(1, 20) AS n")
    op.execute("SELECT pg_sleep(%s)" % os.environ.get("TRUTH_SLEEP", "0"))
    op.execute("UPDATE t{number} SET name = name || '!'")


def downgrade():
    op.execute("SELECT pg_sleep(%s)" % os.environ.get("TRUTH_SLEEP", "0"))
    op.drop_table("t{number}")
'''

# All that can be seen of the database, and what the version table holds.
STATE = """CREATE FUNCTION public.seen() RETURNS text LANGUAGE plpgsql AS $$
DECLARE one text; part text; whole text := '';
BEGIN
    FOR one IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1 LOOP
        EXECUTE format('SELECT %L || count(*) || md5(coalesce(string_agg(t::text, '','' ORDER BY t::text), '''')) FROM %I t',
                       one || ' ', one) INTO part;
        whole := whole || part || ';';
    END LOOP;
    RETURN whole;
END $$"""


def psql(sql, database, port=PORT):
    done = subprocess.run(["psql", "-q", "-t", "-A", "-h", "127.0.0.1", "-p", str(port), "-U", "limbeck", "-d", database,
                           "-c", sql], capture_output=True, text=True, check=False,
                          env={**os.environ, "PGOPTIONS": "-c lock_timeout=10s"} if port == PORT else None)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip()


def until(is_so):
    """False when patience ends."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class Told:
    """One run: what was said, and what is so."""

    def __init__(self, place, words, before):
        self.one_by_one, self.before = place.one_by_one, before
        self.target = "base" if "downgrade" in words else f"r{REVISIONS}"
        self.text, self.status, self.was_interrupted, self.is_reachable = "", None, False, True
        self.after = self.record = None

    def known(self, text, status, record):
        self.text, self.status, self.record = text, status, record
        steps = re.findall(r"Running (?:up|down)grade (\S*) -> (\S*?)[,\n]", text.replace(" -> ,", " -> base,") + "\n")
        self.step = tuple(name if name and name != "<base>" else "base" for name in steps[-1]) if steps else None
        self.says_unknown = bool(re.search(r"(?i)not known", text))
        self.says_applied = bool(re.search("COMMIT took effect", text))
        self.says_unknown_in_journal = bool(record and "not known" in (record.get("error") or ""))


class Place:
    """A project, and its database."""

    def __init__(self, folder, name, one_by_one):
        self.name, self.one_by_one = name, one_by_one
        self.project, self.state = os.path.join(folder, name), os.path.join(folder, name + "-state")
        versions = os.path.join(self.project, "alembic", "versions")
        os.makedirs(versions)
        with open(os.path.join(self.project, "alembic.ini"), "w") as ini:
            ini.write("[alembic]\nscript_location = %(here)s/alembic\n" + LOGGING)
        with open(os.path.join(self.project, "alembic", "env.py"), "w") as env:
            env.write("from logging.config import fileConfig\nfrom alembic import context\n"
                      "fileConfig(context.config.config_file_name)\n"
                      f"context.configure(transaction_per_migration={one_by_one})\n")
        for number in range(1, REVISIONS + 1):
            down = f'"r{number - 1}"' if number > 1 else None
            with open(os.path.join(versions, f"r{number}.py"), "w") as script:
                script.write(SCRIPT.format(number=number, down=down))
        psql(f"CREATE DATABASE {name}", "postgres")
        psql(STATE, name)
        self.states = {}
        for words in (("upgrade", "r1"), ("downgrade", "base")):
            self.cleanly(*words)
        self.states[self.seen()] = "base"
        for number in range(1, REVISIONS + 1):
            self.cleanly("upgrade", "+1")
            self.states[self.seen()] = f"r{number}"
        assert len(self.states) == REVISIONS + 1

    def environment(self, port):
        url = f"postgresql://limbeck:s3cret-word@127.0.0.1:{port}/{self.name}?sslmode=disable&gssencmode=disable"
        return {**os.environ, "LIMBECK_URL": url, "XDG_STATE_HOME": self.state, "TERM": "xterm-256color"}

    def start(self, port, *words):
        return subprocess.Popen([LIMBECK, *words], cwd=self.project, env=self.environment(port), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def cleanly(self, *words):
        process = self.start(PORT, *words)
        text = process.communicate()[0]
        if process.returncode:
            sys.exit(f"{words}: {text}")

    def seen(self):
        return psql("SELECT seen()", self.name)

    def at_rest(self):
        """Whether the server has noticed that limbeck is gone."""
        return until(lambda: psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'limbeck' "
                                  f"AND datname = '{self.name}'", "postgres") == "0")

    def version(self):
        return self.states.get(self.seen())

    def last_record(self, since):
        """Of the lines that came since, the end of the run."""
        path = os.path.join(self.state, "limbeck", "journal.jsonl")
        if not os.path.exists(path):
            return None, 0
        with open(path) as journal:
            lines = [json.loads(line) for line in journal]
        ends = [line for line in lines[since:] if line["event"] == "ended"]
        return (ends[-1] if ends else None), len(lines)


# ---- the ways -----------------------------------------------------------------------------


def by_proxy(place, proxy, fault, told, words):
    proxy.strike(fault)
    process = place.start(proxy.port, *words)
    if fault.kind == "stall":
        until(lambda: proxy.struck.is_set() or process.poll() is not None)
        for _ in range(2):  # the second one does not wait for the server
            if process.poll() is None:
                told.was_interrupted = True
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(1)
                except subprocess.TimeoutExpired:
                    pass
    try:
        text = process.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, None
    told.is_reachable = fault.comes_back
    return text, process.returncode


def read_until(master, seen, is_so):
    """Whether is_so(all bytes so far) came."""
    end = time.monotonic() + PATIENCE
    while not is_so(bytes(seen)):
        ready = select.select([master], [], [], 0.05)[0]
        if ready:
            try:
                seen += os.read(master, 65536)
            except OSError:
                return False
        elif time.monotonic() > end:
            return False
    return True


def ended(process):
    """The status of a process of ours; None where it does not end."""
    found = []

    def look():
        pid, status = os.waitpid(process, os.WNOHANG)
        if pid:
            found.append(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
        return bool(pid)

    if not until(look):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return found[0] if found else None


def by_terminal(place, way, told):
    """A step of the screen, in the middle of which the terminal is closed, or a signal comes:
    it is to end on the server too, and nothing of it is to stay."""
    process, master = pty.fork()
    if process == 0:
        os.chdir(place.project)
        os.execve(LIMBECK, [LIMBECK], {**place.environment(PORT), "TRUTH_SLEEP": "60"})
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 34, 110, 0, 0))
    os.kill(process, signal.SIGWINCH)
    seen = bytearray()
    sleeping = ("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND wait_event = 'PgSleep'" % place.name)
    ready = read_until(master, seen, lambda text: b"pending" in text)
    os.write(master, b"u" if told.before == "base" else b"d")
    ready = ready and read_until(master, seen, lambda text: b"run it" in text)
    os.write(master, b"y")
    ready = ready and until(lambda: psql(sleeping, "postgres") == "1")
    if way != "close":
        os.kill(process, getattr(signal, way))
        read_until(master, seen, lambda text: False)
    os.close(master)
    status = ended(process)
    begun = time.monotonic()
    gone = until(lambda: psql(sleeping, "postgres") == "0") and time.monotonic() - begun < PATIENCE / 4
    told.was_interrupted, told.target = True, "another"
    if not ready or not gone or status is None or place.version() != told.before:
        return None, None
    return "", -1


def by_pooler(place, port, chance, words):
    """Killed behind a pooler that has one connection to the server."""
    process = place.start(port, *words)
    try:
        process.wait(chance.random() * 0.3)
    except subprocess.TimeoutExpired:
        process.kill()
    text = process.communicate()[0]
    left = psql("SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())) + (SELECT count(*) FROM pg_settings "
                "WHERE source = 'session' AND name NOT IN ('application_name', 'client_encoding'))", place.name, port)
    return (None, None) if left != "0" else (text, process.returncode)


# ---- the tally --------------------------------------------------------------------------------


class Tally:
    def __init__(self):
        self.runs, self.unsound, self.untrue, self.ways = 0, [], [], {}

    def run(self, place, way, name, act):
        """From one end to the other; what a run before left half-way is finished first."""
        before = place.version()
        if before not in ("base", f"r{REVISIONS}"):
            place.cleanly("upgrade", "head")
            before = f"r{REVISIONS}"
        words = ("upgrade", "head") if before == "base" else ("downgrade", "base")
        told = Told(place, words, before)
        since = place.last_record(0)[1]
        text, status = act(told, words)
        self.runs += 1
        self.ways[way] = self.ways.get(way, 0) + 1
        rested = place.at_rest() if way != "pooler" else True
        told.after = place.version()
        if text is None or not rested or told.after is None:
            self.unsound.append(f"{name} {words}: {'hangs, or leaves something behind' if text is None else told.after}")
            if told.after is None:
                self.report()
            return
        told.known(text, status, place.last_record(since)[0])
        self.untrue += [f"{name} {' '.join(words)}: {each}" for each in untrue(told)]

    def report(self):
        for each in (*self.unsound, *self.untrue):
            print(each)
        ways = ", ".join(f"{count} {way}" for way, count in self.ways.items())
        print(f"{self.runs} runs ({ways}), {len(self.unsound)} unsound, {len(self.untrue)} untrue")
        sys.exit(bool(self.unsound or self.untrue))


def faults(chance, wanted, count):
    """Each byte, each kind, each COMMIT; with room for a part only, spread over all."""
    bytes_of = [("request", offset) for offset in range(REQUEST_BYTES + 1)]
    bytes_of += [("answer", offset) for offset in range(ANSWER_BYTES + 1)]
    # Of a request that is whole the answer is what is lost.
    bytes_of = [each for each in bytes_of if each[0] in wanted and (each != ("request", REQUEST_BYTES) or "answer" in wanted)]
    every = [(one_by_one, Fault(way, offset, kind, commit, back))
             for way, offset in bytes_of for kind in ("cut", "close", "stall") for back in (True, False)
             for one_by_one, commits in ((False, 1), (True, REVISIONS)) for commit in range(1, commits + 1)]
    chance.shuffle(every)
    return (every * (count // len(every) + 1))[:count] if every else []


def through_proxy(tally, places, chance, wanted, count):
    proxy = Proxy(PORT)
    for one_by_one, fault in faults(chance, wanted, count):
        place = places[one_by_one]
        tally.run(place, fault.way, str(fault), lambda told, words: by_proxy(place, proxy, fault, told, words))


def at_terminal(tally, places, chance, count):
    for number in range(count):
        place, way = places[chance.random() < 0.5], ("close", "SIGHUP", "SIGTERM")[number % 3]
        tally.run(place, "terminal", way, lambda told, words: by_terminal(place, way, told))


def behind_pooler(tally, places, chance, folder, count):
    pooler, tool = os.path.join(folder, "pgbouncer"), ROOT + "/tests/tools/pgbouncer.sh"
    port = int(subprocess.run(["sh", tool, "start", pooler, str(PORT), "transaction"], capture_output=True, text=True,
                              check=True).stdout)
    for _ in range(count):
        place = places[chance.random() < 0.5]
        tally.run(place, "pooler", "killed behind a pooler", lambda told, words: by_pooler(place, port, chance, words))
    subprocess.run(["sh", tool, "stop", pooler], check=False)


def main():
    runs = int(sys.argv[1])
    wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else ["request", "answer", "terminal", "pooler"]
    chance = random.Random(20261128)
    few = max(1, runs // 20)
    with tempfile.TemporaryDirectory(dir=os.environ["LIMBECK_TEST_WORK"]) as folder:
        os.chmod(folder, 0o755)
        tally = Tally()
        places = {each: Place(folder, f"truth_{int(each)}", each) for each in (False, True)}
        through_proxy(tally, places, chance, wanted, runs - few * sum(each in wanted for each in ("terminal", "pooler")))
        if "terminal" in wanted:
            at_terminal(tally, places, chance, few)
        if "pooler" in wanted:
            behind_pooler(tally, places, chance, folder, few)
    tally.report()


main()
