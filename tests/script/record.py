"""Writes golden/types_of_modules.txt: which of SQLAlchemy's modules has which of the names in its first column.

    python3 tests/script/record.py        with Alembic and SQLAlchemy on PYTHONPATH (make record)"""
import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from recorded import write  # noqa: E402

MODULES = ["sqlalchemy", "sqlalchemy.types", "sqlalchemy.sql.sqltypes", "sqlalchemy.dialects.postgresql",
           "sqlalchemy.dialects.sqlite"]


def types_of_modules(names):
    modules = {name: importlib.import_module(name) for name in MODULES}
    return ["%s: %s" % (key, " ".join(name for name in MODULES if hasattr(modules[name], key))) for key in names]


GOLDEN = HERE / "golden" / "types_of_modules.txt"
NAMES = [line.split(":")[0] for line in GOLDEN.read_text().splitlines() if not line.startswith("#")]
write(GOLDEN, types_of_modules(NAMES))
