"""Does limbeck say what is so? A proxy cuts, closes and stalls around each byte of COMMIT, its own
and those of scripts; a terminal is closed in the middle of a step; limbeck is killed behind a
pooler. After each run the database is to be at a revision, or where a script's COMMIT was the
last, and what limbeck said, on a screen too, its status and its journal are held against what
the server has (claims.py).

    truth.py RUNS [WAY,WAY]     prints "N runs, N unsound, N untrue"; status 1 where there is any

Ways are request and answer (the proxy, on the way to the server and back), terminal, pooler.

The order of the runs follows from a fixed seed. LIMBECK_TEST_PORT is that of the server."""

import json
import os
import queue
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

from claims import untrue
from screen import Screen
from proxy import ANSWER_BYTES, REQUEST_BYTES, Fault, Proxy

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
PATIENCE = 40  # seconds: a look-up may take 10, and the machine may be busy
WORKERS = 16  # most of a run is waiting

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

# A script that commits in the middle; it can be run again from there.
SPLIT = '''from alembic import op
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.execute("CREATE TABLE IF NOT EXISTS t{number} (id INTEGER PRIMARY KEY, name TEXT)")
    op.execute("INSERT INTO t{number} SELECT n, 'row' FROM generate_series(1, 20) AS n ON CONFLICT DO NOTHING")
    op.execute("COMMIT")
    op.execute("UPDATE t{number} SET name = 'done'")


def downgrade():
    op.execute("CREATE TABLE IF NOT EXISTS t{number} (id INTEGER PRIMARY KEY, name TEXT)")
    op.execute("DELETE FROM t{number} WHERE id > 10")
    op.execute("COMMIT")
    op.execute("DROP TABLE IF EXISTS t{number}")
'''
# What psycopg2 runs behind a script's COMMIT is committed by itself.
HALF_UP = ["CREATE TABLE t{number} (id INTEGER PRIMARY KEY, name TEXT); "
           "INSERT INTO t{number} SELECT n, 'row' FROM generate_series(1, 20) AS n", "UPDATE t{number} SET name = 'done'"]
HALF_DOWN = ["DELETE FROM t{number} WHERE id > 10", "DROP TABLE t{number}"]
KINDS = {"together": (SCRIPT, 1), "one by one": (SCRIPT, REVISIONS), "split": (SPLIT, 2 * REVISIONS)}  # and COMMITs

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
        self.one_by_one, self.before = place.kind != "together", before
        self.order, self.step = ["base", *(f"r{number}" for number in range(1, REVISIONS + 1))], None
        self.target = "base" if "downgrade" in words else f"r{REVISIONS}"
        self.text, self.status, self.was_interrupted, self.is_reachable = "", None, False, True
        self.is_left = False  # by the second signal, or by closing the terminal: nothing is waited for
        self.after = self.record = None

    def known(self, text, status, record):
        self.text, self.status, self.record = text, status, record
        steps = re.findall(r"Running (?:up|down)grade (\S*) -> (\S*?)[,\n]", text.replace(" -> ,", " -> base,") + "\n")
        if steps:
            self.step = tuple(name if name and name != "<base>" else "base" for name in steps[-1])
        self.says_unknown = bool(re.search(r"(?i)not known", text))


class Place:
    """A project, and its database."""

    def __init__(self, folder, name, kind, like=None):
        self.name, self.kind = name, kind
        self.project, self.state = os.path.join(folder, name), os.path.join(folder, name + "-state")
        versions = os.path.join(self.project, "alembic", "versions")
        os.makedirs(versions)
        with open(os.path.join(self.project, "alembic.ini"), "w") as ini:
            ini.write("[alembic]\nscript_location = %(here)s/alembic\n" + LOGGING)
        with open(os.path.join(self.project, "alembic", "env.py"), "w") as env:
            env.write("from logging.config import fileConfig\nfrom alembic import context\n"
                      "fileConfig(context.config.config_file_name)\n"
                      f"context.configure(transaction_per_migration={kind == 'one by one'})\n")
        for number in range(1, REVISIONS + 1):
            down = f'"r{number - 1}"' if number > 1 else None
            with open(os.path.join(versions, f"r{number}.py"), "w") as script:
                script.write(KINDS[kind][0].format(number=number, down=down))
        psql(f"DROP DATABASE IF EXISTS {name}", "postgres")
        psql(f"CREATE DATABASE {name}" + (f" TEMPLATE {like.name}" if like else ""), "postgres")
        if like:
            self.states = like.states
            return
        psql(STATE, name)
        self.states = {}
        for words in (("upgrade", "r1"), ("downgrade", "base")):
            self.cleanly(*words)
        self.states[self.seen()] = "base"
        for number in range(1, REVISIONS + 1):
            self.half(HALF_UP, number, f"r{number - 1}" if number > 1 else "base")
            self.cleanly("upgrade", "+1")
            self.states[self.seen()] = f"r{number}"
        for number in range(REVISIONS, 0, -1):
            self.half(HALF_DOWN, number, f"r{number}")
            self.cleanly("downgrade", "-1")
        assert len(self.states) == REVISIONS + 1 + (4 * REVISIONS if kind == "split" else 0)

    def half(self, statements, number, revision):
        for sql in statements if self.kind == "split" else []:
            psql(sql.format(number=number), self.name)
            self.states[self.seen()] = revision + " half"

    def begin_again(self):
        psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + STATE, self.name)
        self.cleanly("upgrade", "head")

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
                told.is_left, told.was_interrupted = told.was_interrupted, True
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
    told.is_reachable = fault.then == "back"
    return text, process.returncode


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


def sleeping(place):
    return psql("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND wait_event = 'PgSleep'" % place.name, "postgres")


def begin_on_screen(place, told, port, **more):
    """One step, from the graph on. False where that does not appear."""
    up = told.before == "base"
    screen = Screen(place.project, [LIMBECK], {**place.environment(port), **more})
    told.target = "r1" if up else f"r{REVISIONS - 1}"
    told.one_by_one, told.step = True, (told.before, told.target)
    ready = screen.wait(lambda text: "pending" in text)
    screen.type("u" if up else "d")
    # The footer offers y before the SQL is drawn, when y does nothing yet.
    ready = ready and screen.wait(lambda text: "run it" in text and "rendering" not in text)
    screen.type("y")
    return ready, screen


def by_leaving(place, way, told):
    """A step of the screen, in the middle of which the terminal is closed, or a signal comes: it is
    to end on the server too, and nothing of it is to stay."""
    ready, screen = begin_on_screen(place, told, PORT, TRUTH_SLEEP="60")
    ready = ready and until(lambda: sleeping(place) == "1")
    if way != "close":
        os.kill(screen.process, getattr(signal, way))
        screen.wait(lambda text: False)
    screen.close()
    status = ended(screen.process)
    begun = time.monotonic()
    gone = until(lambda: sleeping(place) == "0") and time.monotonic() - begun < PATIENCE / 4
    if not ready or not gone or status is None or place.version() != told.before:
        return None, None
    return screen.text(), None


def on_screen(place, proxy, way, told):
    """A step of the screen, to its end: cancelled, its COMMIT struck, or nothing."""
    if isinstance(way, Fault):
        proxy.strike(way)
    ready, screen = begin_on_screen(place, told, proxy.port, TRUTH_SLEEP="60" if way == "cancel" else "0")
    if way == "cancel":
        ready = ready and until(lambda: sleeping(place) == "1")
        screen.type("\033")
        ready = ready and screen.wait(lambda text: "yes, cancel" in text)
        screen.type("y")
    told.was_interrupted = way == "cancel"
    ready = ready and screen.wait(lambda text: "go home" in text, PATIENCE)
    text = screen.text()
    screen.type("\r")
    ready = ready and screen.wait(lambda text: "go home" not in text)
    screen.type("q")
    screen.wait(lambda text: False)
    status = ended(screen.process)
    screen.close()
    told.is_reachable = not isinstance(way, Fault) or way.then == "back"
    return (text, None) if ready and status == 0 else (None, None)


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
        self.lock = threading.Lock()

    def run(self, place, way, name, act):
        """From one end to the other; what a run before left half-way is finished first."""
        before = place.version()
        if before not in ("base", f"r{REVISIONS}"):
            place.begin_again()
            before = f"r{REVISIONS}"
        words = ("upgrade", "head") if before == "base" else ("downgrade", "base")
        told = Told(place, words, before)
        since = place.last_record(0)[1]
        text, status = act(told, words)
        rested = place.at_rest() if way != "pooler" else True
        told.after = place.version()
        with self.lock:
            self.count(place, way, f"{place.kind}, {name} {' '.join(words)}", told, text is not None and rested)
        if text is None or told.after is None:
            return
        told.known(text, status, place.last_record(since)[0])
        with self.lock:
            self.untrue += [f"{place.kind}, {name} {' '.join(words)}: {each}" for each in untrue(told)]

    def count(self, place, way, name, told, is_over):
        self.runs += 1
        self.ways[way] = self.ways.get(way, 0) + 1
        if not is_over or told.after is None:
            self.unsound.append(f"{name}: {'between two states' if is_over else 'hangs, or leaves something behind'}")

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
    every = [(name, Fault(way, offset, kind, commit, then))
             for way, offset in bytes_of for kind in ("cut", "close", "stall") for then in ("back", "away")
             for name, (_, commits) in KINDS.items() for commit in range(1, commits + 1)]
    chance.shuffle(every)
    return (every * (count // len(every) + 1))[:count] if every else []


def through_proxy(tally, places, todo):
    """The work of one thread, in databases of its own."""
    proxy = Proxy(PORT)
    while True:
        try:
            kind, fault = todo.get_nowait()
        except queue.Empty:
            return
        place = places[kind]
        tally.run(place, fault.way, str(fault), lambda told, words: by_proxy(place, proxy, fault, told, words))


def at_terminal(tally, places, chance, count):
    proxy = Proxy(PORT)
    faults_of_screen = [Fault("answer", 0, "cut", 1, "back"), Fault("request", 0, "close", 1, "back"),
                        Fault("answer", 9, "cut", 1, "away"), Fault("request", 7, "cut", 1, "away")]
    ways = ["close", "SIGHUP", "SIGTERM", "cancel", "nothing", *faults_of_screen]
    for number in range(count):
        place, way = places[chance.choice(("together", "one by one"))], ways[number % len(ways)]
        leaves = way in ("close", "SIGHUP", "SIGTERM")
        tally.run(place, "terminal", str(way), lambda told, words: by_leaving(place, way, told) if leaves
                  else on_screen(place, proxy, way, told))


def behind_pooler(tally, places, chance, folder, count):
    pooler, tool = os.path.join(folder, "pgbouncer"), ROOT + "/tests/tools/pgbouncer.sh"
    port = int(subprocess.run(["sh", tool, "start", pooler, str(PORT), "transaction"], capture_output=True, text=True,
                              check=True).stdout)
    for _ in range(count):
        place = places[chance.choice(("together", "one by one"))]
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
        todo = queue.Queue()
        for each in faults(chance, wanted, runs - few * sum(each in wanted for each in ("terminal", "pooler"))):
            todo.put(each)
        workers = max(1, min(WORKERS, todo.qsize() // 8))
        first = {kind: Place(folder, f"truth_{kind.replace(' ', '_')}", kind) for kind in KINDS}
        places = [first] + [{kind: Place(folder, f"{each.name}_{number}", kind, each) for kind, each in first.items()}
                            for number in range(1, workers)]
        threads = [threading.Thread(target=through_proxy, args=(tally, each, todo)) for each in places]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        if "terminal" in wanted:
            at_terminal(tally, places[0], chance, few)
        if "pooler" in wanted:
            behind_pooler(tally, places[0], chance, folder, few)
    tally.report()


main()
