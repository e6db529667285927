"""Are the figures of `limbeck losses` what a step really destroys? Each case is a script of one statement. The rows
that it removes and the values that it changes are found by running its SQL and comparing the tables before and after.

    loss_counts.py postgresql|sqlite    prints "ok N - case" and "not ok N - case"

LIMBECK, LIMBECK_TEST_PORT and LIMBECK_TEST_WORK are those of the tests."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

TABLES = """
CREATE TABLE p (id integer PRIMARY KEY, n integer, name varchar(200), amount numeric(10,4), at timestamp, code text);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer REFERENCES p (id) ON DELETE CASCADE, q integer);
CREATE TABLE g (id integer PRIMARY KEY, c_id integer REFERENCES c (id) ON DELETE SET NULL);
CREATE TABLE k (id integer PRIMARY KEY, p_id integer REFERENCES p (id));
CREATE TABLE tree (id integer PRIMARY KEY, up integer REFERENCES tree (id) ON DELETE CASCADE);
CREATE TABLE leaf (id integer PRIMARY KEY, tree_id integer REFERENCES tree (id) ON DELETE CASCADE);
CREATE TABLE lift (id integer PRIMARY KEY, up integer REFERENCES lift (id) ON DELETE SET NULL);
CREATE TABLE top (id integer PRIMARY KEY, n integer);
CREATE TABLE way (id integer PRIMARY KEY, top_id integer REFERENCES top (id) ON DELETE CASCADE);
CREATE TABLE pair (id integer PRIMARY KEY, top_id integer REFERENCES top (id) ON DELETE CASCADE,
                   way_id integer REFERENCES way (id) ON DELETE CASCADE);
CREATE TABLE both_ways (id integer PRIMARY KEY, one integer REFERENCES top (id) ON DELETE CASCADE,
                        two integer REFERENCES top (id) ON DELETE SET NULL);
CREATE TABLE nick (id integer PRIMARY KEY, name text IGNORES_CASE);
CREATE VIEW few AS SELECT id FROM k;
"""
NAMES = ("p", "c", "g", "k", "tree", "leaf", "lift", "top", "way", "pair", "both_ways", "nick")
P, C, G = range(1, 201), range(1, 101), range(1, 61)
ROWS = [
    *(f"INSERT INTO p VALUES ({i}, {i}, '{'x' * (i % 40)}', {i / 3:.4f}, '2020-01-{i % 28 + 1:02} {i % 2 * 12:02}:00:00', "
      f"{repr('a') if i % 3 == 0 else 'NULL'})" for i in P),
    *(f"INSERT INTO c VALUES ({i}, {i // 2 + 1}, {i})" for i in C),
    *(f"INSERT INTO g VALUES ({i}, {i})" for i in G),
    *(f"INSERT INTO tree VALUES ({i}, {i // 2 or 'NULL'})" for i in range(1, 64)),
    *(f"INSERT INTO leaf VALUES ({i}, {i})" for i in range(1, 64)),
    *(f"INSERT INTO lift VALUES ({i}, {i // 2 or 'NULL'})" for i in range(1, 64)),
    *(f"INSERT INTO nick VALUES ({i}, '{'Ann' if i % 3 else 'bob'}')" for i in range(1, 31)),
    *(f"INSERT INTO top VALUES ({i}, {i})" for i in range(1, 11)),
    *(f"INSERT INTO way VALUES ({i}, {i % 10 + 1})" for i in range(1, 31)),
    *(f"INSERT INTO pair VALUES ({i}, {i % 10 + 1}, {i % 30 + 1})" for i in range(1, 61)),
    *(f"INSERT INTO both_ways VALUES ({i}, {i % 10 + 1}, {i % 7 + 1})" for i in range(1, 41)),
]
EXECUTE = [  # on both databases
    "DELETE FROM p WHERE n < 100",
    "DELETE FROM p",
    "DELETE FROM p WHERE code IS NULL AND n BETWEEN 3 AND 50",
    "DELETE FROM p WHERE id IN (SELECT p_id FROM c WHERE q > 90)",
    "DELETE FROM c WHERE NOT EXISTS (SELECT 1 FROM g WHERE g.c_id = c.id)",
    "DELETE FROM c WHERE q % 7 = 0",
    "DELETE FROM p WHERE lower(name) LIKE 'xxx%' -- a comment",
    "DELETE FROM p WHERE n > (SELECT max(q) FROM c)",
    "DELETE FROM p WHERE length(name) > 30 OR (code = 'a' AND n > 150)",
    "UPDATE p SET code = NULL WHERE n > 50",
    "UPDATE p SET code = NULL",
    "UPDATE c SET q = NULL, p_id = NULL WHERE id < 10",
    "UPDATE p SET name = NULL WHERE id IN (SELECT p_id FROM c)",
    "UPDATE p SET code = NULL FROM c WHERE c.p_id = p.id AND c.q < 20",
    "DELETE FROM tree",
    "DELETE FROM way WHERE id < 9",
    "UPDATE p SET code = 'a'",
    "UPDATE p SET code = upper(name) WHERE n BETWEEN 3 AND 90 OR code = 'a'",
    "UPDATE p SET n = n % 50, name = lower(name), code = 'b' WHERE id > 20",
    "UPDATE c SET q = (SELECT max(id) FROM g) - q",
    "UPDATE p SET n = CASE WHEN n > 100 THEN 100 ELSE n END",
    "UPDATE p SET code = 'z' WHERE code IS NULL",
    "UPDATE p SET amount = 5, code = 'a' WHERE amount > 4.9 AND amount < 5.1",
    "UPDATE nick SET name = lower(name)",
]
NOT_ONE_SELECTION = [  # rows that go by more than one key: told as an upper limit
    "DELETE FROM tree WHERE id = 2",
    "DELETE FROM lift WHERE id IN (2, 3, 4)",
    "DELETE FROM lift WHERE id > 40",
    "DELETE FROM top WHERE n < 4",
]
ON_POSTGRESQL = [
    "DELETE FROM p AS x USING c AS y WHERE x.id = y.p_id AND y.id < 11",
    "DELETE FROM ONLY public.p AS x WHERE x.n < 7 RETURNING id",
    "TRUNCATE p CASCADE",
    "TRUNCATE c, g",
    "TRUNCATE top CASCADE",
    "TRUNCATE tree CASCADE",
    "UPDATE p AS x SET code = NULL FROM c, g WHERE c.p_id = x.id AND g.c_id = c.id",
    "DELETE FROM p WHERE name ~ '^x{5}$' AND at::date > date '2020-01-10'",
    'DELETE FROM "p" WHERE "p"."n" = ANY (ARRAY[1, 2, 3])',
]
OTHERS = {  # body of the script, SQL that does the same on PostgreSQL
    'op.alter_column("p", "amount", existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 1))':
        "ALTER TABLE p ALTER amount TYPE numeric(10, 1)",
    'op.alter_column("p", "amount", existing_type=sa.Numeric(10, 4), type_=sa.Integer())':
        "ALTER TABLE p ALTER amount TYPE integer",
    'op.alter_column("p", "at", existing_type=sa.DateTime(), type_=sa.Date())': "ALTER TABLE p ALTER at TYPE date",
    'op.alter_column("p", "name", existing_type=sa.String(200), type_=sa.String(20), '
    'postgresql_using="name::varchar(20)")': "ALTER TABLE p ALTER name TYPE varchar(20) USING name::varchar(20)",
    't = sa.table("p", sa.column("n", sa.Integer))\nop.execute(t.delete().where(t.c.n > 195))':
        "DELETE FROM p WHERE n > 195",
    't = sa.table("p", sa.column("n", sa.Integer), sa.column("code", sa.String))\n'
    'op.execute(t.update().where(t.c.n.in_([3, 4, 6])).values(code=None))':
        "UPDATE p SET code = NULL WHERE n IN (3, 4, 6)",
    'op.execute("INSERT INTO k VALUES (1, 150)")\nop.execute("DELETE FROM p WHERE n < 9")':
        "DELETE FROM p WHERE n < 9",
}
UPPER_LIMIT = [
    'op.execute("INSERT INTO k VALUES (1, 150)")\nop.execute("DELETE FROM top WHERE id IN (SELECT id FROM few)")',
    'op.execute("INSERT INTO k VALUES (1, 150)")\nop.execute("UPDATE top SET n = NULL WHERE id IN (SELECT id FROM few)")',
    'op.execute("DELETE FROM g WHERE id < 5")\nop.execute("DELETE FROM p WHERE n < 9")',  # what cannot be counted beforehand is said to be at most so much
    'op.execute("DELETE FROM p WHERE n < 100")\nop.execute("DELETE FROM p WHERE id > 150")',
    'op.execute("UPDATE p SET code = \'z\' FROM c WHERE c.p_id = p.id")',
    'op.execute("UPDATE p SET (n, code) = (n + 1, \'z\') WHERE n > 3")',
    'op.execute("UPDATE p SET n = DEFAULT WHERE n > 3")',
    'op.execute("UPDATE p SET n = random() * n WHERE n > 3")',
    'op.execute("DELETE FROM p WHERE pg_sleep(0) IS NOT NULL AND n < 3")',
    'op.execute("WITH few AS (SELECT 3 AS id) DELETE FROM p WHERE id IN (SELECT id FROM few)")',
]


def call(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


class PostgreSQL:
    def __init__(self, _folder):
        self.port = os.environ["LIMBECK_TEST_PORT"]
        self.psql("postgres", "CREATE DATABASE loss_counts")
        self.psql("loss_counts", TABLES.replace("IGNORES_CASE", "") + ";".join(ROWS))
        self.url = f"postgresql://limbeck@127.0.0.1:{self.port}/loss_counts"

    def psql(self, database, sql):
        done = call("psql", "-q", "-h", "127.0.0.1", "-p", self.port, "-U", "limbeck", "-d", database, "-At", "-v",
                    "ON_ERROR_STOP=1", input=sql)
        if done.returncode:
            raise SystemExit(f"{sql}: {done.stderr}")
        return done.stdout

    def tables_after(self, sql):
        reads = "".join(f"SELECT coalesce(json_agg({name}), '[]') FROM {name};" for name in NAMES)
        out = self.psql("loss_counts", f"BEGIN; {sql}\n; \\echo ----\n{reads} ROLLBACK;").split("----\n")[1]
        decoder, tables = json.JSONDecoder(), {}
        for name in NAMES:
            out = out.lstrip()
            rows, end = decoder.raw_decode(out)
            tables[name], out = {row["id"]: row for row in rows}, out[end:]
        return tables


class SQLite:
    def __init__(self, folder):
        self.path = f"{folder}/x.db"
        self.url = f"sqlite:///{self.path}"
        connection = sqlite3.connect(self.path)
        connection.executescript(TABLES.replace("IGNORES_CASE", "COLLATE NOCASE") + ";".join(ROWS) + ";")
        connection.close()

    def tables_after(self, sql):
        shutil.copy(self.path, f"{self.path}.copy")
        connection = sqlite3.connect(f"{self.path}.copy")
        connection.row_factory = sqlite3.Row
        connection.executescript(sql)
        tables = {name: {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {name}")} for name in NAMES}
        connection.close()
        return tables


def as_number(value):
    """A rounded value is equal to the old one when it is the same number, or the same moment."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value + "T00:00:00"
    return value


def destroyed(before, after):
    """{("p", None): rows that are gone, ("p", "code"): values that are gone}, without zeros."""
    found = {}
    for table, rows in before.items():
        gone = sum(key not in after[table] for key in rows)
        if gone:
            found[table, None] = gone
        for key, row in rows.items():
            for column, value in row.items():
                if key in after[table] and value is not None and as_number(after[table][key][column]) != value:
                    found[table, column] = found.get((table, column), 0) + 1
    return found


def project(folder, body, url):
    os.makedirs(f"{folder}/alembic/versions", exist_ok=True)
    with open(f"{folder}/alembic.ini", "w", encoding="utf8") as file:
        file.write(f"[alembic]\nscript_location = alembic\nsqlalchemy.url = {url}\n")
    with open(f"{folder}/alembic/env.py", "w", encoding="utf8") as file:
        file.write("from alembic import context\nfrom sqlalchemy import create_engine\n"
                   "with create_engine(context.config.get_main_option('sqlalchemy.url')).connect() as connection:\n"
                   "    context.configure(connection=connection)\n    with context.begin_transaction():\n"
                   "        context.run_migrations()\n")
    body = "\n".join("    " + line for line in body.split("\n"))
    with open(f"{folder}/alembic/versions/r1.py", "w", encoding="utf8") as file:
        file.write("from alembic import op\nimport sqlalchemy as sa\nrevision = 'r1'\ndown_revision = None\n"
                   f"def upgrade():\n{body}\ndef downgrade():\n    pass\n")


def told(folder):
    done = call(os.environ["LIMBECK"], "--json", "losses", "r1", cwd=folder)
    if done.returncode:
        raise SystemExit(done.stderr)
    found, at_most = {}, False
    for loss in json.loads(done.stdout)["losses"]:
        name = re.search(r"(?:column|table) (\w+)(?:\.(\w+))?", loss["what"])
        count = loss["values"] if name[2] else loss["rows"]
        at_most |= loss["at_most"]
        if count:
            found[name[1], name[2]] = found.get((name[1], name[2]), 0) + count
    return found, at_most


def main():
    kind = sys.argv[1]
    number = 0
    with tempfile.TemporaryDirectory(dir=os.environ["LIMBECK_TEST_WORK"]) as folder:
        server = PostgreSQL(folder) if kind == "postgresql" else SQLite(folder)
        before = server.tables_after("SELECT 1")
        cases = {f"op.execute({json.dumps(sql)})": sql for sql in EXECUTE}
        if kind == "postgresql":
            cases |= {f"op.execute({json.dumps(sql)})": sql for sql in ON_POSTGRESQL} | OTHERS
        for body, sql in cases.items():
            project(folder, body, server.url)
            wanted, (found, at_most) = destroyed(before, server.tables_after(sql)), told(folder)
            number += 1
            print("ok" if found == wanted and not at_most else "not ok", number, "-", kind, sql)
            if found != wanted:
                print(f"# destroyed {wanted}, told {found}")
            elif at_most:
                print("# told as an upper limit")
        for sql in NOT_ONE_SELECTION if kind == "postgresql" else []:
            project(folder, f"op.execute({json.dumps(sql)})", server.url)
            wanted, (found, at_most) = destroyed(before, server.tables_after(sql)), told(folder)
            number += 1
            is_so = at_most and all(found.get(key, 0) >= count for key, count in wanted.items())
            print("ok" if is_so else "not ok", number, "- an upper limit:", kind, sql)
            if not is_so:
                print(f"# destroyed {wanted}, told {found}, as an upper limit: {at_most}")
        for body in UPPER_LIMIT if kind == "postgresql" else UPPER_LIMIT[:2]:
            project(folder, body, server.url)
            number += 1
            print("ok" if told(folder)[1] else "not ok", number, "- an upper limit:", kind, body.replace("\n", "; "))
    print(f"1..{number}")


main()
