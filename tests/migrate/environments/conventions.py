"""The names that real Alembic gives with each target_metadata of conventions.cases.

    PYTHONPATH=... ALEMBIC='python3 -m alembic' python3 tests/migrate/environments/conventions.py

Recorded with Alembic 1.19.1 and SQLAlchemy 2.0.52. The cases of SQLModel and Flask-SQLAlchemy were not recorded: those
packages were not at hand, and conventions.documented has what their documentation says. `absent` is a package that only
Alembic can import: limbeck cannot evaluate a module any further than its first use. With LIMBECK in
place of ALEMBIC it prints what limbeck says; a case whose title goes on after '|' is refused with that text."""
import os, pathlib, re, shutil, subprocess, tempfile

here = pathlib.Path(__file__).parent
program = (os.environ.get("LIMBECK") or os.environ["ALEMBIC"]).split()
only = os.environ.get("CASE")
ENV = """from alembic import context
from fleet.models import Base
target_metadata = Base.metadata
def run():
    context.configure(url="postgresql://", target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
run()
"""
REVISION = """from alembic import op
import sqlalchemy as sa
revision = "a"
down_revision = None
def upgrade():
    op.create_table("boat", sa.Column("id", sa.Integer), sa.Column("code", sa.Integer), sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("code"))
"""
ABSENT = """def flag():
    return False
def template():
    return "x_%(table_name)s"
class Mixin:
    pass
from sqlalchemy import MetaData
class Base:
    metadata = MetaData(naming_convention={"pk": "%(table_name)s_p"})
"""


def run(title, parts):
    name, _, pattern = title.partition(" | ")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "m/versions").mkdir(parents=True)
        (folder / "fleet").mkdir()
        (folder / "alembic.ini").write_text("[alembic]\nscript_location = m\nprepend_sys_path = .\nsqlalchemy.url = postgresql://\n")
        (folder / "m/env.py").write_text(ENV)
        (folder / "m/versions/a.py").write_text(REVISION)
        (folder / "fleet/__init__.py").write_text("")
        for part in parts:
            path, _, text = part.partition("\n")
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text)
        environment = dict(os.environ)
        if "LIMBECK" not in os.environ:
            (folder / "outside").mkdir()
            (folder / "outside/absent.py").write_text(ABSENT)
            environment["PYTHONPATH"] = f"{folder}/outside:{environment.get('PYTHONPATH', '')}"
        done = subprocess.run([*program, "upgrade", "head", "--sql"], cwd=folder, env=environment, capture_output=True, text=True)
        table = re.search(r"CREATE TABLE boat \((.*?)\n\)", done.stdout, re.S)
        names = [line.strip().rstrip(",") for line in table[1].splitlines() if "KEY" in line or "UNIQUE" in line] if table else []
        if "LIMBECK" in os.environ and pattern:
            refused = done.returncode == 3 and pattern in done.stderr
            print(f"{name}: refused" if refused else f"{name}: {names} {done.returncode} {done.stderr}")
        elif not names:
            print(f"{name}: {done.returncode} {done.stderr}")
        elif pattern:
            print(f"{name}: refused")
        else:
            print(f"{name}: {' | '.join(names)}")


for case in (here / "conventions.cases").read_text().split("=== ")[1:]:
    title, _, body = case.partition("\n")
    if not only or title.startswith(only):
        run(title, body.split("--- ")[1:])
