"""How often limbeck waits for its server, counted on the line between them, and what it says and keeps of a run
that is sent ahead of its answers. Prints TAP lines."""

import os
import pathlib
import subprocess
import sys

ROOT, LIMBECK, PORT = os.environ["LIMBECK_TEST_ROOT"], os.environ["LIMBECK"], int(os.environ["LIMBECK_TEST_PORT"])
sys.path[:0] = [ROOT + "/tests/support", ROOT + "/tests/faults"]
from round_trips import RoundTrips  # noqa: E402
from screen import Screen  # noqa: E402

LOGIN = 4  # TLS is asked for and refused, the name, and the password's two
TABLES = 100
MILLISECONDS = 25  # so long that no answer comes between what is sent together
work = pathlib.Path(sys.argv[1])
number = 0


def check(name, is_good, *shown):
    global number
    number += 1
    print(f"{'ok' if is_good else 'not ok'} {number} - {name}")
    for line in [] if is_good else shown:
        print("#", str(line).replace("\n", "\n# "))


def sql(text):
    done = subprocess.run(["psql", "-q", "-At", "-h", "127.0.0.1", "-p", str(PORT), "-U", "limbeck", "-d", "trips", "-c", text],
                          capture_output=True, text=True)
    return done.stdout.strip() or done.stderr.strip()


class Project:
    def __init__(self, name, options=""):
        self.folder = work / name
        self.versions = self.folder / "alembic" / "versions"
        self.versions.mkdir(parents=True)
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/alembic\n")
        (self.folder / "alembic" / "env.py").write_text(
            f"from alembic import context\ncontext.configure({options})\n")
        self.last = None

    def add(self, name, up, down="pass"):
        text = f"from alembic import op\nimport sqlalchemy as sa\nrevision = {name!r}\ndown_revision = {self.last!r}\n"
        for function, body in (("upgrade", up), ("downgrade", down)):
            text += f"\n\ndef {function}():\n" + "".join(f"    {line}\n" for line in body.split("\n"))
        (self.versions / f"{name}.py").write_text(text)
        self.last = name

    def environment(self, port):
        return {**os.environ, "XDG_STATE_HOME": str(work / "state"),
                "LIMBECK_URL": f"postgresql://limbeck@127.0.0.1:{port}/trips?sslmode=prefer&gssencmode=disable"}

    def run(self, port, *words):
        done = subprocess.run([LIMBECK, *words], cwd=self.folder, env=self.environment(port), capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


def begin_again():
    sql("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public")


def verbs(line):
    project = Project("tables")
    for at in range(TABLES):
        name = f"r{at:03}"
        project.add(name, f"op.create_table('t{at}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.Text))\n"
                          f"op.create_index('i{at}', 't{at}', ['n'])\n"
                          f"op.execute(\"INSERT INTO t{at} VALUES (1, 'it')\")", f"op.drop_table('t{at}')")

    def trips(most, *words):
        line.take()
        status, text = project.run(line.port, *words)
        seen = line.take()
        check(f"{' '.join(words)}: at most {most} round trips", status == 0 and len(seen) <= most, text, len(seen),
              *(each[:150] for each in seen))
        return text

    trips(60, "upgrade", "head")  # 300 statements and 100 version rows
    check("all of it is there", sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == str(TABLES + 1))
    check("and its rows", sql("SELECT n FROM t99") == "it" and sql("SELECT version_num FROM alembic_version") == "r099")
    check("current says so", "r099" in trips(5, "current"))
    text = trips(6, "losses", "base")
    check("each table's rows are counted", text.count("1 row\n") == TABLES, text)
    trips(8, "drift")
    screen(line, project)
    trips(12, "downgrade", "base")
    check("nothing is left", sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "1")


def screen(line, project):
    """What is seen at first, a refresh, and a step."""
    line.take()
    shown = Screen(project.folder, [LIMBECK], project.environment(line.port))
    live = shown.wait(lambda text: "r099" in text and "PostgreSQL" in text)
    seen = line.take()
    check("the first live picture: at most 6 round trips", live and len(seen) <= 6, shown.text(), *seen)
    settled = shown.wait(lambda text: "t99" in text)
    shown.wait(lambda text: False, 0.5)
    line.take()
    shown.type("r")
    shown.wait(lambda text: len(line.trips) >= 2)
    shown.wait(lambda text: False, 0.3)
    seen = [each for each in line.take() if not each.startswith("Q") or "SELECT version_num" not in each]  # it polls, too
    check("a refresh: at most 2 round trips", settled and len(seen) <= 2, *seen)
    plan(line, shown)
    shown.type("d")
    # The footer offers y before the SQL is drawn, when y does nothing yet.
    asked = shown.wait(lambda text: "run it" in text and "rendering" not in text)
    shown.wait(lambda text: False, 1)  # what else it reads, it has read
    line.take()
    shown.type("y")
    done = shown.wait(lambda text: "go home" in text)
    seen = [each for each in line.take() if "count(*)" not in each]  # a refresh counts rows
    check("a step from y to done: at most 5 round trips", asked and done and len(seen) <= 5, shown.text(), len(seen),
          *(each[:150] for each in seen))
    shown.type("\r")
    shown.type("qq")
    shown.close()
    shown.ended(20)


def plan(line, shown):
    """A path that drops every table: what is lost and what --stash can keep is asked for all steps together."""
    shown.type("Gp")
    planned = shown.wait(lambda text: f"down to r000, {TABLES - 1} steps" in text)
    seen = [each for each in line.take() if "version_num" not in each and "count(*)" not in each]  # it polls, too
    check("a plan: at most 2 round trips", planned and len(seen) <= 2, shown.text(), len(seen), *(each[:150] for each in seen))
    shown.type("\x1b")
    shown.wait(lambda text: "Plan:" not in text)
    shown.type("g")


def failures(line, options, name):
    """A statement that fails says where; nothing of its step stays; a script's print() waits for what is before it."""
    begin_again()
    project = Project(name, options)
    project.add("a1", "op.execute('CREATE TABLE a (n INTEGER)')\nop.execute('INSERT INTO a VALUES (1)')")
    project.add("a2", "op.execute('CREATE TABLE b (n INTEGER)')\nop.execute('INSERT INTO nowhere VALUES (1)')\n"
                      "op.execute('CREATE TABLE c (n INTEGER)')\nprint('behind it')\nop.execute('CREATE TABLE d (n INTEGER)')")
    project.add("a3", "op.execute('CREATE TABLE e (n INTEGER)')")
    status, text = project.run(line.port, "upgrade", "head")
    each = "transaction_per_migration" in options
    check(f"{name}: the error names its file and line", status and "a2.py:9:" in text and "nowhere" in text, text)
    check(f"{name}: nothing behind it was printed", "behind it" not in text, text)
    check(f"{name}: the steps behind it are not said to run", "a2 -> a3" not in text, text)
    check(f"{name}: whole steps stay", sql("SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables "
                                           "WHERE schemaname = 'public'") == ("a alembic_version" if each else ""))
    check(f"{name}: and the version says so", not each or sql("SELECT version_num FROM alembic_version") == "a1")


def answers(line):
    """What asks is answered at once: try, rowcount, savepoints, texts with several statements, $1 and COPY."""
    begin_again()
    project = Project("answers")
    project.add("b1", "op.execute('CREATE TABLE a (n INTEGER); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)')\n"
                      "bind = op.get_bind()\nchanged = bind.execute(sa.text('UPDATE a SET n = n + 1'))\n"
                      "op.execute('INSERT INTO a VALUES (%d)' % (10 + changed.rowcount))\n"
                      "try:\n    with bind.begin_nested():\n        op.execute('INSERT INTO nowhere VALUES (1)')\n"
                      "except Exception:\n    op.execute('INSERT INTO a VALUES (99)')\n"
                      "op.execute(\"DO $$ BEGIN INSERT INTO a VALUES (100); END $$\")\n"
                      "op.execute(\"CREATE FUNCTION f(i INTEGER) RETURNS INTEGER LANGUAGE sql AS 'SELECT $1 + 1'\")\n"
                      "op.execute('INSERT INTO a SELECT f(200)')")
    status, text = project.run(line.port, "upgrade", "head")
    check("what a script asks is answered in between", status == 0 and sql("SELECT string_agg(n::text, ' ' ORDER BY n) FROM a") ==
          "2 3 12 99 100 201", text)
    project.add("b2", "op.execute('INSERT INTO a VALUES ($1)')")
    status, text = project.run(line.port, "upgrade", "head")
    check("$1 is refused as the simple protocol refuses it", status and "there is no parameter $1" in text, text)
    project.last = "b1"
    project.add("b2", "op.execute('CREATE TABLE z (n INTEGER)')\nop.execute('UPDATE alembic_version SET version_num = \\'q\\'')")
    status, text = project.run(line.port, "upgrade", "head")
    check("a version row that is gone is an error", status and "expected to match one row" in text, text)
    check("and nothing of the step is kept", sql("SELECT to_regclass('z') IS NULL, version_num FROM alembic_version") == "t|b1")


subprocess.run(["psql", "-q", "-h", "127.0.0.1", "-p", str(PORT), "-U", "limbeck", "-d", "postgres", "-c", "CREATE DATABASE trips"],
               check=True)
os.environ.setdefault("PGPASSWORD", "s3cret-word")
with RoundTrips(PORT, None, MILLISECONDS) as counted:
    verbs(counted)
    failures(counted, "", "one transaction")
    failures(counted, "transaction_per_migration=True", "each its own")
    answers(counted)
print(f"1..{number}")
os._exit(0)  # the line's thread serves for ever
