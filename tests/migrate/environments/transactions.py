"""What real Alembic keeps of each env.py in transactions.cases, two revisions to head.

    ALEMBIC='python3 -m alembic' python3 tests/migrate/environments/transactions.py sqlite
    ALEMBIC=... python3 tests/migrate/environments/transactions.py postgresql://USER@HOST:PORT/postgres

Recorded with Alembic 1.19.1 and SQLAlchemy 2.0.52 (psycopg2; Python's sqlite3 of 3.11): a line for
each case, its exit status, the tables that are there afterwards and what the version table holds.
With LIMBECK in place of ALEMBIC it prints what limbeck keeps."""
import os, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile

here = pathlib.Path(__file__).parent
program = (os.environ.get("LIMBECK") or os.environ["ALEMBIC"]).split()
server = None if sys.argv[1] == "sqlite" else sys.argv[1]
HEAD = """from alembic import context
from sqlalchemy import create_engine, text
engine = create_engine(%r)
SETTING = %r
"""
REVISION = """from alembic import op
import sqlalchemy as sa
revision = %r
down_revision = %r
def upgrade():
    op.create_table(%r, sa.Column("id", sa.Integer))
def downgrade():
    op.drop_table(%r)
"""


def psql(database, sql):
    return subprocess.run(["psql", "-XqAtd", server.rsplit("/", 1)[0] + "/" + database, "-c", sql],
                          capture_output=True, text=True, check=True).stdout.split()


def run(name, body):
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "m/versions").mkdir(parents=True)
    database = "case_" + re.sub(r"\W", "_", name)
    url = f"{server.rsplit('/', 1)[0]}/{database}" if server else f"sqlite:///{folder}/x.db"
    if server:
        psql("postgres", f"DROP DATABASE IF EXISTS {database}")
        psql("postgres", f"CREATE DATABASE {database}")
    setting = "SET work_mem = '5MB'" if server else "PRAGMA cache_size = 100"
    (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = m\nsqlalchemy.url = {url}\n")
    (folder / "m/env.py").write_text(HEAD % (url, setting) + body)
    for revision, down, table in (("a", None, "one"), ("b", "a", "two")):
        (folder / f"m/versions/{revision}.py").write_text(REVISION % (revision, down, table, table))
    done = subprocess.run([*program, "upgrade", "head"], cwd=folder, capture_output=True, text=True)
    query = lambda sql: psql(database, sql) if server else [row[0] for row in sqlite3.connect(folder / "x.db").execute(sql)]
    tables = query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1" if server else
                   "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    version = query("SELECT version_num FROM alembic_version") if "alembic_version" in tables else []
    if server:
        psql("postgres", f"DROP DATABASE {database}")
    said = "" if "LIMBECK" not in os.environ else " | " + " ".join(
        line.removeprefix("limbeck: ") for line in done.stderr.splitlines() if "Rolled back" in line)
    shutil.rmtree(folder)
    print(f"{name}: {done.returncode} tables={','.join(tables) or '-'} version={','.join(version) or '-'}{said}")
    if os.environ.get("SHOW"):
        print(done.stdout + done.stderr)


for case in (here / "transactions.cases").read_text().split("=== ")[1:]:
    name, _, body = case.partition("\n")
    if not os.environ.get("CASE") or os.environ["CASE"] == name:
        run(name, body)
