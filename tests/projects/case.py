"""A small project in one file, as the files of cases/ hold it:

    # What the project does.
    database: postgresql sqlite
    run: upgrade head
    limbeck: as Alembic
    ==> migrations/env.py
    ...

`run` may stand several times. A word @URL@ in a file is the database's URL. Files that a case does not name are the usual
ones: ALEMBIC_INI, ENV_PY, the script.py.mako that `limbeck init` writes and, where no base revision is named, ENTRY.
setup.sql runs before the first command. The other keys:

    env: NAME=VALUE        in the environment of each command; NAME= is not in it
    sql: TEXT              asked after the run; its rows belong to the answer
    limbeck: as Alembic    the same status, database, files and, where --sql or a verb of PRINTING is printed, output: golden/NAME.DATABASE.txt
    limbeck: fails as Alembic   the same where Alembic ends with an error
    limbeck: refuses TEXT  the last command's status is not 0, TEXT is in its message, and the database is what it was
    limbeck: better TEXT   limbeck does what golden/NAME.DATABASE.limbeck.txt holds, where Alembic fails or loses data: TEXT
"""
import os
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ALEMBIC_INI = "[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = .\npath_separator = os\nsqlalchemy.url = @URL@\n"
ENV_PY = '''from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
if context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    section = config.get_section(config.config_ini_section, {})
    with engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
'''
ENTRY = '''from alembic import op
import sqlalchemy as sa

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("entry", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("entry")
'''
TEMPLATE = (ROOT / "src" / "project" / "templates" / "script.py.mako").read_text()
PRINTING = ("heads", "history", "current", "branches")  # their standard output belongs to the answer
SINGLE = ("about", "database", "limbeck", "sql")


class Case:
    """One file of cases/, read."""

    def __init__(self, path):
        self.name = path.stem
        self.single, self.run, self.env, self.files = {}, [], {}, {}
        header, *sections = re.split(r"^==> (.+)\n", path.read_text(), flags=re.M)
        for line in header.splitlines():
            self.read_header(path, line)
        for name, text in zip(sections[::2], sections[1::2]):
            self.files[name] = text
        self.add_usual_files()

    def add_usual_files(self):
        usual = {"alembic.ini": ALEMBIC_INI, "migrations/env.py": ENV_PY, "migrations/script.py.mako": TEMPLATE}
        scripts = [text for name, text in self.files.items() if "/versions/" in name]
        has_base = any("down_revision = None" in text for text in scripts)
        if not has_base and not self.run[0].startswith("revision"):
            usual["migrations/versions/0001.py"] = ENTRY
        self.files = {**usual, **self.files}

    def read_header(self, path, line):
        key, _, value = line.partition(": ")
        if line.startswith("#"):
            self.single["about"] = line[2:]
        elif key == "run":
            self.run.append(value)
        elif key == "env":
            name, _, word = value.partition("=")
            self.env[name] = word
        elif key in SINGLE:
            self.single[key] = value
        else:
            raise SystemExit("%s: unknown key '%s'" % (path, key))

    @property
    def databases(self):
        return self.single["database"].split()

    def golden(self, database, who=""):
        return HERE / "golden" / ("%s.%s%s.txt" % (self.name, database, who))

    @property
    def wanted(self):
        """What limbeck should do (as, fails, refuses or better), and the text that belongs to it."""
        kind, _, text = self.single["limbeck"].partition(" ")
        return kind, text


def cases(names):
    found = [Case(path) for path in sorted((HERE / "cases").glob("*.txt"))]
    return [case for case in found if not names or case.name in names]


class Postgresql:
    """A database of the case on the server of a URL that names no database."""

    def __init__(self, server, case, work):
        self.server, self.database = server, "project_" + case.name.replace("-", "_")
        self.url = "%s/%s" % (server, self.database)
        self.ask("postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)" % self.database)
        self.ask("postgres", "CREATE DATABASE %s" % self.database)

    def call(self, *words, **more):
        environment = dict(os.environ, PGOPTIONS="-c client_min_messages=error")
        return subprocess.run(words, check=True, capture_output=True, text=True, env=environment, **more).stdout

    def ask(self, database, text):
        return self.call("psql", "-qAXt", "-v", "ON_ERROR_STOP=1", "-c", text, "%s/%s" % (self.server, database))

    def load(self, path):
        self.call("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", str(path), self.url)

    def rows(self, text):
        return self.ask(self.database, text)

    def dump(self):
        text = self.call("pg_dump", "--no-owner", self.url)
        noise = ("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config")
        return [line for line in text.splitlines() if line.strip() and not line.startswith(noise)]

    def drop(self):
        self.ask("postgres", "DROP DATABASE %s WITH (FORCE)" % self.database)


class Sqlite:
    def __init__(self, server, case, work):
        self.path = work / "database.sqlite"
        self.url = "sqlite:///%s" % self.path

    def call(self, text):
        return subprocess.run(["sqlite3", str(self.path)], input=text, check=True, capture_output=True, text=True).stdout

    def load(self, path):
        self.call(path.read_text())

    def rows(self, text):
        return self.call(text)

    def dump(self):
        return self.call(".dump").splitlines()

    def drop(self):
        pass


DATABASES = {"postgresql": Postgresql, "sqlite": Sqlite}


class Run:
    """A case laid out in an empty folder `work` with a database; `program` is the words before the command."""

    def __init__(self, case, database, program, server, work):
        self.case, self.program, self.work = case, program, work
        self.root = work / "project"
        self.base = DATABASES[database](server, case, work)
        for name, text in case.files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("@URL@", self.base.url))
        (self.root / "migrations" / "versions").mkdir(exist_ok=True)
        self.before = self.written()
        if "setup.sql" in case.files:
            self.base.load(self.root / "setup.sql")

    def written(self):
        return {path.relative_to(self.root): path.read_text() for path in sorted(self.root.rglob("*.py"))}

    def command(self, words):
        """Status, standard output and standard error of one command line."""
        environment = dict(os.environ, DATABASE_URL=self.base.url, HOME=str(self.work), PYTHONDONTWRITEBYTECODE="1")
        for name, value in self.case.env.items():
            environment[name] = ":".join(filter(None, [value, os.environ.get(name)]))
            if not value:
                del environment[name]
        done = subprocess.run(" ".join(self.program) + " " + words, shell=True, cwd=self.root, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def answer(self, words):
        """What one command did, in lines: status, --sql's output, the database, the files it wrote."""
        status, out, error = self.command(words)
        lines = ["$ " + words, "status: %s" % ("0" if status == 0 else "not 0")]
        verb = words.split()[0]
        if "--sql" in words.split() or verb in PRINTING:
            lines += out.splitlines()
        if verb not in PRINTING + ("revision",):
            lines += self.base.dump()
            if "sql" in self.case.single:
                try:
                    lines += self.base.rows(self.case.single["sql"]).splitlines()
                except subprocess.CalledProcessError as refused:  # the run left no such table
                    lines.append(refused.stderr.splitlines()[0])
        for path, text in self.written().items():
            if self.before.get(path) != text:
                lines += ["wrote:"] + text.splitlines()
        lines = [masked(line.replace(str(self.work), "WORK")) for line in lines]
        return [line.rstrip() for line in lines if line.strip()], error


def masked(line):
    """Without what differs from run to run: the id that a new revision gets, and its date."""
    line = re.sub(r"^[0-9a-f]{12}(?= \(head\))", "...", line)
    line = re.sub(r"^(Create Date: |Revision ID: |revision: str = |revision = ).*", r"\1...", line)
    return re.sub(r"^[0-9a-f]{12}$", "...", line)
