"""Runs over a fleet are killed: is each database at a revision whose steps ran once, and does the same command, run
again, end all of them?

    fleet.py KILLS     prints what is not so, and "N kills, N unsound, N not ended"; status 1 where there is any

LIMBECK and LIMBECK_TEST_PORT are those of the tests. LIMBECK_TEST_SEED decides when each run is killed."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time

LIMBECK = os.environ["LIMBECK"]
PORT = os.environ["LIMBECK_TEST_PORT"]
MEMBERS, REVISIONS = 6, 4
ENV = """from sqlalchemy import create_engine, text
from alembic import context
tenant = context.get_x_argument(as_dictionary=True)["tenant"]
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    connection.execute(text('SET search_path TO "%s"' % tenant))
    connection.commit()
    context.configure(connection=connection, transaction_per_migration=SPLIT)
    with context.begin_transaction():
        context.run_migrations()
"""
SCRIPT = """from alembic import op
import sqlalchemy as sa
revision = "r{n}"
down_revision = {down}
def upgrade():
    op.create_table("t{n}", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO log VALUES ({n})")
    op.execute("INSERT INTO t{n} SELECT generate_series(1, 2000)")
def downgrade():
    pass
"""


def psql(sql):
    done = subprocess.run(["psql", "-q", "-At", "-h", "127.0.0.1", "-p", PORT, "-U", "limbeck", "-d", "fleet_kills", "-v",
                           "ON_ERROR_STOP=1"], input=sql, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


def project(folder):
    os.makedirs(f"{folder}/m/versions")
    with open(f"{folder}/alembic.ini", "w", encoding="utf8") as file:
        file.write("[alembic]\nscript_location = m\n"
                   f"sqlalchemy.url = postgresql://limbeck:s3cret-word@127.0.0.1:{PORT}/fleet_kills\n"
                   "[limbeck:fleet]\nschemas = member_*\nx = tenant={schema}\n"
                   f"directory = postgresql://limbeck:s3cret-word@127.0.0.1:{PORT}/fleet_kills\n")
    for n in range(1, REVISIONS + 1):
        with open(f"{folder}/m/versions/r{n}.py", "w", encoding="utf8") as file:
            file.write(SCRIPT.format(n=n, down=repr(f"r{n - 1}") if n > 1 else None))


def begin_again():
    psql("SET client_min_messages = error;" +
         "".join(f"DROP SCHEMA IF EXISTS member_{m} CASCADE; CREATE SCHEMA member_{m}; CREATE TABLE member_{m}.log (n integer);"
                 for m in range(MEMBERS)))


def state(member):
    """The number of revisions of its version row, those that left a row, and its tables."""
    has_row = psql(f"SELECT to_regclass('member_{member}.alembic_version')")
    version = psql(f"SELECT version_num FROM member_{member}.alembic_version") if has_row else ""
    ran = psql(f"SELECT string_agg(n::text, ',' ORDER BY n) FROM member_{member}.log")
    tables = psql(f"SELECT count(*) FROM pg_tables WHERE schemaname = 'member_{member}' AND tablename ~ '^t[0-9]'")
    return int(version[1:] or 0), ran, int(tables)


def is_sound(member):
    version, ran, tables = state(member)
    return ran == ",".join(str(n) for n in range(1, version + 1)) and tables == version


def nobody_writes():
    """Children of a killed run may still be at work for a moment."""
    while int(psql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                   " AND backend_type = 'client backend'")):
        time.sleep(0.01)


def main():
    kills = int(sys.argv[1])
    chance = random.Random(int(os.environ.get("LIMBECK_TEST_SEED", "20261130")))
    subprocess.run(["createdb", "-h", "127.0.0.1", "-p", PORT, "-U", "limbeck", "fleet_kills"], check=True)
    unsound = not_ended = 0
    with tempfile.TemporaryDirectory() as folder:
        project(folder)
        longest = 1.0
        for kill in range(kills):
            with open(f"{folder}/m/env.py", "w", encoding="utf8") as file:
                file.write(ENV.replace("SPLIT", str(kill % 2 == 0)))
            begin_again()
            words = [LIMBECK, "fleet", "upgrade", "head", "--jobs", "3"]
            started = time.monotonic()
            with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  stdin=subprocess.DEVNULL) as run:
                try:
                    run.wait(chance.uniform(0.1, longest))
                    longest = time.monotonic() - started
                except subprocess.TimeoutExpired:
                    run.send_signal(chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
                    run.wait()
            nobody_writes()
            wrong = [member for member in range(MEMBERS) if not is_sound(member)]
            unsound += len(wrong)
            for member in wrong:
                print(f"# kill {kill}: member_{member} is unsound: {state(member)}")
            again = subprocess.run(words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
            if again.returncode or any(state(member)[0] != REVISIONS or not is_sound(member) for member in range(MEMBERS)):
                not_ended += 1
                print(f"# kill {kill}: the second run did not end all: {again.stdout[-2000:]}{again.stderr[-2000:]}")
    print(f"{kills} kills, {unsound} unsound, {not_ended} not ended")
    sys.exit(1 if unsound or not_ended else 0)


main()
