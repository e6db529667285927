"""Writes answers/*.txt and rows/*.out: what the real Alembic prints when it runs the script beside each.

    python3 tests/migrate/record_answers.py postgresql://user:password@host:port

Wants psycopg2. The part of a name before .txt is the database."""
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from recording import project, psql, run  # noqa: E402


def record(script, golden, url):
    with project(url) as folder:
        shutil.copy(script, folder / "migrations" / "versions")
        said = run(folder, "upgrade", "head").splitlines(keepends=True)
        golden.write_text("".join(line.removeprefix("notice: ") for line in said))  # limbeck's mark of what a script prints


def main():
    server = sys.argv[1]
    for golden in sorted((HERE / "answers").glob("*.txt")):
        script, database = golden.stem.split(".")
        url = "sqlite://"
        if database == "postgresql":
            psql(server + "/postgres", "-c", f"DROP DATABASE IF EXISTS answers_{script}")
            psql(server + "/postgres", "-c", f"CREATE DATABASE answers_{script}")
            url = f"{server}/answers_{script}"
        record(HERE / "answers" / (script + ".py"), golden, url)
    for golden in sorted((HERE / "rows").glob("*.out")):
        record(golden.with_suffix(".py"), golden, "sqlite://")


main()
