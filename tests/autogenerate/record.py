"""Writes the directives of each golden of this folder, as the real Alembic generates them.

    record.py SERVER [GOLDEN...]     SERVER: postgresql://user:password@host:port, with Alembic on PYTHONPATH

A golden has the SQL of the schema that is there, after "---- models" the models that are wanted, which have a
`metadata`, and after "---- directives" what is recorded, as test_pairs.sh reads it. To add one: the first two."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from recording import project, psql, run  # noqa: E402
from scripts import directives  # noqa: E402

MAKO = '''from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def make_database(server, folder, schema):
    """Returns the URL of a database that has the schema."""
    (folder / "schema.sql").write_text(schema)
    psql(server + "/postgres", "-c", "DROP DATABASE IF EXISTS pairs")
    psql(server + "/postgres", "-c", "CREATE DATABASE pairs")
    psql(server + "/pairs", "-c", "CREATE SCHEMA app", "-f", str(folder / "schema.sql"))
    return server + "/pairs"


def make_file(folder, schema):
    import sqlite3
    with sqlite3.connect(folder / "x.db") as connection:
        connection.executescript(schema)
    return f"sqlite:///{folder}/x.db"


def record(server, golden):
    text, _, _ = golden.read_text().partition("---- directives\n")
    schema, _, models = text.partition("---- models\n")
    schema = schema.replace("---- schema\n", "")
    batch = "-batch-" in golden.name
    with project("", f"target_metadata=metadata, include_schemas=True, render_as_batch={batch}") as folder:
        url = make_file(folder, schema) if golden.name.startswith("sqlite") else make_database(server, folder, schema)
        ini = folder / "alembic.ini"
        ini.write_text(ini.read_text().replace("sqlalchemy.url = ", "sqlalchemy.url = " + url))
        env = folder / "migrations" / "env.py"
        env.write_text("from models import metadata\n" + env.read_text())
        (folder / "migrations" / "script.py.mako").write_text(MAKO)
        (folder / "models.py").write_text(models)
        run(folder, "revision", "--autogenerate", "-m", "x", "--rev-id", "aa")
        said = directives((folder / "migrations" / "versions" / "aa_x.py").read_text())
    golden.write_text("".join([text, "---- directives\n", *(line + "\n" for line in said)]))


def main():
    failed = 0
    for name in sys.argv[2:] or sorted((HERE / "golden").glob("*.txt")):
        try:
            record(sys.argv[1], pathlib.Path(name))
        except SystemExit as error:
            failed += 1
            print(f"{name}: not recorded: {str(error).strip().splitlines()[-1]}", file=sys.stderr)
    return failed and 1


sys.exit(main())
