"""Many databases of one project: the screen over 10,000 of them, and a run over the schemas of one server."""
import random
import shutil
import subprocess
import sys
import time

import frames

JOBS = 4
SAMPLE = 50  # members whose dumps are compared
RUNNER = 40  # members that the runner of one Alembic process each migrates


def screen(limbeck, folder, count):
    """SQLite files of which one in ten is at base."""
    (folder / "data").mkdir()
    ini = folder / "alembic.ini"
    before = ini.read_text()
    ini.write_text(before + "\n[limbeck:fleet]\nfiles = data/*.db\n")
    heads = subprocess.run([limbeck, "heads"], cwd=folder, capture_output=True, text=True, check=True).stdout.split()[::2]
    empty, full = folder / "empty.db", folder / "full.db"
    empty.touch()
    subprocess.run([limbeck, "--url", f"sqlite:///{full}", "stamp", *heads], cwd=folder, check=True, capture_output=True)
    for number in range(count):
        shutil.copy(full if number % 10 else empty, folder / "data" / f"tenant_{number:05}.db")
    frames.fleet_frames(limbeck, folder, count)
    ini.write_text(before)
    shutil.rmtree(folder / "data")


def url_of(server, name):
    return f"{server.url}?options=-csearch_path%3D{name}"


def create(server, names):
    server.do(*(f"DROP SCHEMA IF EXISTS {name} CASCADE" for name in names[:200]))
    for first in range(0, len(names), 200):
        server.do(*(f"CREATE SCHEMA {name}" for name in names[first:first + 200]))


def took(words, folder, said=None):
    start = time.perf_counter()
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=said and said.open())
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.stdout[-300:]}")
    return seconds


def each(command, names, folder):
    """Runs a command of the shell for each name, as many at a time as limbeck."""
    listed = folder / "names"
    listed.write_text("\n".join(names) + "\n")
    return took(["xargs", "-P", str(JOBS), "-I{}", "sh", "-c", command], folder, listed)


def limbeck_over(limbeck, server, names, folder):
    (folder / "list").write_text("".join(f"{name} {url_of(server, name)}\n" for name in names))
    return took([limbeck, "fleet", "upgrade", "heads", "--fleet", "list", "--jobs", str(JOBS)], folder)


def dump(server, name):
    words = ["pg_dump", "-h", "127.0.0.1", "-p", server.port, "-U", "limbeck", "-d", "postgres", "-n", name]
    made = subprocess.run(words, capture_output=True, text=True, check=True).stdout.replace(name, "SCHEMA")
    # times of the insert, and a key of pg_dump
    lines = (line.split("\t") for line in made.splitlines() if "restrict" not in line)
    return ["\t".join(field for field in line if not field.startswith("20")) for line in lines]


def ratio(title, ours, theirs):
    print(f"{title:56s} {ours * 1000:8.0f} ms {theirs * 1000:8.0f} ms  {ours / theirs:6.2f} x the time", flush=True)


def schemas(limbeck, alembic, folder, server, count):
    """10 revisions of 5 statements in each schema: against psql with the same SQL, and one Alembic process a schema."""
    ours, theirs = ([f"{kind}_{number:04}" for number in range(count)] for kind in ("ours", "psql"))
    create(server, ours)
    create(server, theirs)
    ini = folder / "alembic.ini"
    ini.write_text(ini.read_text().replace("sqlite:///bench.db", server.url))
    script = subprocess.run([limbeck, "upgrade", "heads", "--sql"], cwd=folder, capture_output=True, text=True, check=True)
    (folder / "all.sql").write_text(script.stdout)
    psql = " ".join(server.psql) + " -v ON_ERROR_STOP=1 -f all.sql"
    ratio(f"{count} schemas: fleet upgrade, psql -f", limbeck_over(limbeck, server, ours, folder),
          each(f"PGOPTIONS=-csearch_path={{}} {psql}", theirs, folder))
    usual, here = ([f"{kind}_{number:04}" for number in range(RUNNER)] for kind in ("usual", "here"))
    create(server, usual)
    create(server, here)
    # env.py of the project asks the ini for its URL
    command = (f"sed 's|^sqlalchemy.url.*|sqlalchemy.url = {server.url}?options=-csearch_path%%3D{{}}|' alembic.ini >{{}}.ini && "
               f"{alembic} -c {{}}.ini upgrade heads")
    ratio(f"{RUNNER} schemas: fleet upgrade, an alembic process each", limbeck_over(limbeck, server, here, folder),
          each(command, usual, folder))
    drawn = random.sample(ours, min(SAMPLE, count))
    wanted = dump(server, usual[0])
    wrong = [name for name in drawn if dump(server, name) != wanted]
    print(f"{count} schemas: {len(drawn)} drawn at random, {len(wrong)} with another dump than Alembic's: {wrong[:3]}", flush=True)
