"""Writes a golden of this folder: what Alembic generates for models on an empty SQLite database.

    record.py MODELS.py GOLDEN.txt     with Alembic and SQLAlchemy on PYTHONPATH

MODELS.py has a `metadata`. The golden has the models and the directives of both functions, as
test_pairs.sh reads them."""
import argparse
import pathlib
import sys
import tempfile

from alembic import command
from alembic.config import Config

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from scripts import directives  # noqa: E402

ENV = '''from alembic import context
from sqlalchemy import create_engine
from models import metadata
with create_engine("sqlite://").connect() as connection:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
'''
MAKO = '''revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def main():
    models = pathlib.Path(sys.argv[1]).read_text()
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        (folder / "versions").mkdir()
        (folder / "models.py").write_text(models)
        (folder / "env.py").write_text(ENV)
        (folder / "script.py.mako").write_text(MAKO)
        config = Config(cmd_opts=argparse.Namespace(quiet=True, autogenerate=True))
        config.set_main_option("script_location", work)
        sys.path.insert(0, work)
        command.revision(config, message="x", autogenerate=True, rev_id="aa")
        said = directives((folder / "versions" / "aa_x.py").read_text())
    pathlib.Path(sys.argv[2]).write_text("\n".join(["---- models", models.rstrip(), "---- directives", *said]) + "\n")


main()
