"""The rows of the version table after each step, on random graphs with merges of up to four parents and depends_on.

    python3 tests/migrate/version_rows.py record             writes version_rows.txt; wants Alembic 1.19
    python3 tests/migrate/version_rows.py replay LIMBECK     runs the same commands; prints what differs

A graph's lines: "graph", "rev ID PARENTS DEPENDS", then "run VERB TARGET: ROWS", where ROWS is "refused" for what Alembic
refuses; the rows stay as they were then."""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RECORD = os.path.join(HERE, "version_rows.txt")
GRAPHS, RUNS = 60, 8


def revisions(rng):
    """[(id, parents, depends)], parents before children."""
    made = []
    for i in range(rng.randint(5, 14)):
        names = [row[0] for row in made]
        count = rng.choice([0, 1, 1, 1, 1, 2, 3, 4]) if i else 0
        parents = rng.sample(names[-6:], min(count, len(names[-6:])))
        others = [name for name in names if name not in parents]
        depends = rng.sample(others, 1) if others and rng.random() < 0.2 else []
        made.append(("r%02d" % i, parents, depends))
    return made


def write_project(folder, graph):
    os.makedirs(folder + "/m/versions")
    with open(folder + "/alembic.ini", "w") as out:
        out.write("[alembic]\nscript_location = %s/m\nsqlalchemy.url = sqlite:///%s/x.db\n" % (folder, folder))
    with open(folder + "/m/env.py", "w") as out:
        out.write("from alembic import context\nfrom sqlalchemy import engine_from_config, pool\n"
                  "engine = engine_from_config(context.config.get_section('alembic'), poolclass=pool.NullPool)\n"
                  "with engine.connect() as connection:\n    context.configure(connection=connection)\n"
                  "    with context.begin_transaction():\n        context.run_migrations()\n")
    for name, parents, depends in graph:
        with open("%s/m/versions/%s.py" % (folder, name), "w") as out:
            out.write("revision = %r\ndown_revision = %r\ndepends_on = %r\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n"
                      % (name, tuple(parents) or None, tuple(depends) or None))


def rows(folder):
    with sqlite3.connect(folder + "/x.db") as connection:
        try:
            return " ".join(sorted(row[0] for row in connection.execute("SELECT version_num FROM alembic_version")))
        except sqlite3.OperationalError:
            return ""


def record():
    import logging
    from alembic import command
    from alembic.config import Config
    logging.disable(logging.CRITICAL)
    rng = random.Random(14)
    with open(RECORD, "w") as out, tempfile.TemporaryDirectory() as work:
        for number in range(GRAPHS):
            graph, folder = revisions(rng), "%s/%d" % (work, number)
            write_project(folder, graph)
            out.write("graph\n")
            for name, parents, depends in graph:
                out.write("rev %s %s %s\n" % (name, ",".join(parents) or "-", ",".join(depends) or "-"))
            for _ in range(RUNS):
                verb = rng.choice(["upgrade", "upgrade", "downgrade"])
                target = rng.choice([rng.choice(graph)[0], "heads", "+1"] if verb == "upgrade" else
                                    [rng.choice(graph)[0], "base", "-1"])
                if target == "-1" and " " in rows(folder):
                    target = "base"  # from several rows it begins at any one of them
                config = Config(folder + "/alembic.ini", stdout=open(os.devnull, "w"))
                try:
                    getattr(command, verb)(config, target)
                    held = rows(folder)
                except Exception:
                    held = "refused"
                out.write("run %s %s: %s\n" % (verb, target, held))


def replay(limbeck):
    wrong, ran = 0, 0
    with tempfile.TemporaryDirectory() as work:
        graph, folder, lines = [], None, open(RECORD).read().splitlines()
        for number, line in enumerate(lines):
            words = line.split()
            if words[0] == "graph":
                graph, folder = [], "%s/%d" % (work, number)
            elif words[0] == "rev":
                graph.append((words[1], [] if words[2] == "-" else words[2].split(","),
                              [] if words[3] == "-" else words[3].split(",")))
            else:
                if not os.path.exists(folder):
                    write_project(folder, graph)
                wanted = line.partition(": ")[2]
                done = subprocess.run([limbeck, "-c", folder + "/alembic.ini", words[1], words[2].rstrip(":")],
                                      capture_output=True, text=True)
                held = rows(folder) if done.returncode == 0 else "refused"
                ran += 1
                if held != wanted:
                    wrong += 1
                    print("# line %d: %s: limbeck has '%s'; %s" % (number + 1, line, held, done.stderr.strip()[:300]))
    print("%d runs, %d differ" % (ran, wrong))
    return wrong


if __name__ == "__main__":
    sys.exit(record() if sys.argv[1] == "record" else 1 if replay(sys.argv[2]) else 0)
