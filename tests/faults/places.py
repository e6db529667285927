"""The projects that truth.py runs, each in a separate database, and how far the database is: a
table of kinds.

A Kind says what its scripts are, where it begins, and by which words it comes from one state to
another. States are revisions, "base" (a version table without a row), "empty" (no version table),
and, of a step that is committed in parts, "r1 half": r2 is begun."""

import json
import os
import re
import subprocess
import sys
import time
from collections import namedtuple

LIMBECK = os.environ["LIMBECK"]
PORT = int(os.environ["LIMBECK_TEST_PORT"])
REVISIONS = 3
TOP = f"r{REVISIONS}"
ORDER = ["base", *(f"r{number}" for number in range(1, REVISIONS + 1))]
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

# ---- scripts --------------------------------------------------------------------------------

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

# Four batches of five rows; no row may be changed twice.
BATCHES = '''from alembic import op
import sqlalchemy as sa
revision = "r{number}"
down_revision = {down}


def upgrade():
    op.create_table("t{number}", sa.Column("id", sa.Integer, primary_key=True), sa.Column("times", sa.Integer))
    op.execute("INSERT INTO t{number} SELECT n, 0 FROM generate_series(1, 20) AS n")
    op.execute("UPDATE t{number} SET times = times + 1")


def downgrade():
    op.execute("UPDATE t{number} SET times = times - 1")
    op.drop_table("t{number}")
'''

# ---- kinds ------------------------------------------------------------------------------------

# commits: of a whole run, at most. begins: the words that lead from an empty database to where the
# first run begins. routes: state -> (words, target).
Kind = namedtuple("Kind", "script one_by_one commits begins routes word")
UP, DOWN = ("upgrade", "head"), ("downgrade", "base")


def both(up=UP, down=DOWN):
    return {"base": (up, TOP), TOP: (down, "base")}


BATCH = ("--batch-size", "5")
KEEPING = both((*UP, "--put-back"), (*DOWN, "--stash"))
KINDS = {
    "together": Kind(SCRIPT, False, 1, [UP], both(), "COMMIT"),
    "one by one": Kind(SCRIPT, True, REVISIONS, [UP], both(), "COMMIT"),
    "split": Kind(SPLIT, False, 2 * REVISIONS, [UP], both(), "COMMIT"),
    "batches": Kind(BATCHES, True, 6 * REVISIONS, [UP], both((*UP, *BATCH), (*DOWN, *BATCH)), "COMMIT"),
    "stash": Kind(SCRIPT, False, 1, [UP], KEEPING, "COMMIT"),
    "stash one by one": Kind(SCRIPT, True, REVISIONS, [UP], KEEPING, "COMMIT"),
    "drop": Kind(SCRIPT, False, 1, [UP, KEEPING[TOP][0]], {"base": (("stash", "--drop", "1"), "base dropped")}, "COMMIT"),
    "stamp": Kind(SCRIPT, False, 1, [("stamp", "head")], both(("stamp", "head"), ("stamp", "base")), "COMMIT"),
    "first": Kind(SCRIPT, True, REVISIONS, [], {"empty": (UP, TOP)}, "COMMIT"),
    "ensure": Kind(SCRIPT, False, 1, [], {"empty": (("ensure_version",), "base")}, "COMMIT"),
    "rehearse": Kind(SCRIPT, False, 1, [("upgrade", "r1")], {"r1": (("rehearse", "head"), "r1")}, "ROLLBACK"),
}

# All that can be seen of the database, and what the version table holds. When something was kept is
# another moment each time.
STATE = """CREATE FUNCTION public.seen() RETURNS text LANGUAGE plpgsql AS $$
DECLARE one text; part text; whole text := '';
BEGIN
    FOR one IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1 LOOP
        EXECUTE format('SELECT %L || count(*) || md5(coalesce(string_agg((to_jsonb(t) - ''kept_at'')::text, '','' '
                       'ORDER BY (to_jsonb(t) - ''kept_at'')::text), '''')) FROM %I t', one || ' ', one) INTO part;
        whole := whole || part || ';';
    END LOOP;
    RETURN whole;
END $$;
CREATE FUNCTION public.batches_done() RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    IF to_regclass('limbeck_checkpoint') IS NULL THEN RETURN ''; END IF;
    EXECUTE 'SELECT (SELECT coalesce(max(version_num), ''base'') FROM alembic_version) || '' '' || rows_changed '
            'FROM limbeck_checkpoint' INTO answer;
    RETURN coalesce(answer, '');
END $$"""


class Session:
    """psql, started once: a run asks the server many times. One thread's; it is connected to one
    database at a time."""

    MARK = "-- that was all --"

    def __init__(self, port=PORT):
        self.database = "postgres"
        environment = {**os.environ, "PGOPTIONS": "-c lock_timeout=10s"} if port == PORT else None
        self.process = subprocess.Popen(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port),
                                         "-U", "limbeck", "-d", self.database], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, bufsize=1, env=environment)

    def ask(self, database, sql):
        lines = []
        if database != self.database:
            self.process.stdin.write(f"\\connect {database}\n")
            self.database = database
        self.process.stdin.write(f"{sql}\n;\n\\echo {self.MARK}\n")
        for line in self.process.stdout:
            if line.rstrip("\n") == self.MARK:
                return "".join(lines).strip()
            lines.append(line)
        raise RuntimeError("".join(lines))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def until(is_so):
    """False when patience ends."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class Place:
    """A project, and its database."""

    def __init__(self, folder, name, kind, session, like=None):
        self.name, self.kind_name, self.kind, self.session = name, kind, KINDS[kind], session
        self.project, self.state = os.path.join(folder, name), os.path.join(folder, name + "-state")
        self.write_project()
        session.ask("postgres", f"DROP DATABASE IF EXISTS {name}")
        session.ask("postgres", f"CREATE DATABASE {name}" + (f" TEMPLATE {like.name}" if like else ""))
        self.states = like.states if like else {}
        if not like:
            self.ask(STATE)
            self.learn()

    def ask(self, sql):
        return self.session.ask(self.name, sql)

    def write_project(self):
        versions = os.path.join(self.project, "alembic", "versions")
        os.makedirs(versions)
        with open(os.path.join(self.project, "alembic.ini"), "w") as ini:
            ini.write("[alembic]\nscript_location = %(here)s/alembic\n" + LOGGING)
        with open(os.path.join(self.project, "alembic", "env.py"), "w") as env:
            env.write("from logging.config import fileConfig\nfrom alembic import context\n"
                      "fileConfig(context.config.config_file_name)\n"
                      f"context.configure(transaction_per_migration={self.kind.one_by_one})\n")
        for number in range(1, REVISIONS + 1):
            down = f'"r{number - 1}"' if number > 1 else None
            with open(os.path.join(versions, f"r{number}.py"), "w") as script:
                script.write(self.kind.script.format(number=number, down=down))

    # ---- which states there are

    def note(self, name):
        self.states.setdefault(self.seen(), name)

    def half(self, statements, number, revision):
        for sql in statements if self.kind.script == SPLIT else []:
            self.ask(sql.format(number=number))
            self.note(revision + " half")

    def learn(self):
        """Goes every way that the kind has, step by step, and notes where that leads."""
        self.note("empty")
        words = {target: words for words, target in self.kind.routes.values()}
        if words.get(TOP, UP)[0] == "stamp":
            self.learn_stamps()
        elif self.kind_name == "drop":
            self.begin_again()
            self.note("base")
            self.cleanly("stash", "--drop", "1")
            self.note("base dropped")
        else:
            self.cleanly("ensure_version")
            self.note("base")
            self.learn_steps(words.get(TOP, UP)[2:], words.get("base", DOWN)[2:])
        self.begin_again()

    def learn_stamps(self):
        for words, name in ((("ensure_version",), "base"), *((("stamp", each), each) for each in ORDER[1:])):
            self.cleanly(*words)
            self.note(name)

    def learn_steps(self, up_options, down_options):
        for _ in range(2):  # what a downgrade kept is another state on the way up
            for number in range(1, REVISIONS + 1):
                self.half(HALF_UP, number, ORDER[number - 1])
                self.cleanly("upgrade", "+1", *up_options)
                self.note(f"r{number}")
            for number in range(REVISIONS, 0, -1):
                self.half(HALF_DOWN, number, ORDER[number])
                self.cleanly("downgrade", "-1", *down_options)
                self.note(ORDER[number - 1])

    def begin_again(self):
        self.ask("SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + STATE)
        for words in self.kind.begins:
            self.cleanly(*words)

    # ---- running

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
            sys.exit(f"{self.kind_name}, {words}: {text}")

    # ---- looking

    def seen(self):
        return self.ask("SELECT seen()")

    def version(self):
        """A state, or None: between two of them."""
        seen = self.seen()
        if seen in self.states or self.kind.script != BATCHES:
            return self.states.get(seen)
        done = self.batches_done()
        return done.split()[0] + " half" if done else None

    def batches_done(self):
        return self.ask("SELECT batches_done()")

    def at_rest(self):
        """Whether the server has noticed that limbeck is gone."""
        return until(lambda: self.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'limbeck' "
                                      "AND datname = current_database()") == "0")

    def last_record(self, since):
        """Of the lines that came since, the end of the run."""
        path = os.path.join(self.state, "limbeck", "journal.jsonl")
        if not os.path.exists(path):
            return None, 0
        with open(path) as journal:
            lines = [json.loads(line) for line in journal]
        ends = [line for line in lines[since:] if line["event"] == "ended"]
        return (ends[-1] if ends else None), len(lines)


class Told:
    """One run: what was said, and what is so."""

    def __init__(self, place, words, before, target):
        self.words, self.before, self.target = words, before, target
        # A script's COMMIT ends what the steps before it have begun together.
        self.one_by_one = place.kind.one_by_one or place.kind.script == SPLIT
        self.has_journal = words[0] in ("upgrade", "downgrade", "stamp")
        self.order, self.step = ORDER, None
        self.text, self.status, self.was_interrupted, self.is_reachable = "", None, False, True
        self.is_left = False  # by the second signal, or by closing the terminal: nothing is waited for
        self.after = self.record = self.rows = None
        self.shown = ""  # of a screen that went wrong

    def known(self, text, status, record):
        self.text, self.status, self.record = text, status, record
        # What a pooler by statement refuses is refused before there is a run.
        self.is_begun = "connect to the server directly" not in text
        steps = re.findall(r"Running (?:up|down)grade (\S*) -> (\S*?)[,\n]", text.replace(" -> ,", " -> base,") + "\n")
        if steps:
            self.step = tuple(name if name and name != "<base>" else "base" for name in steps[-1])
        self.says_unknown = bool(re.search(r"(?i)not known", text))
