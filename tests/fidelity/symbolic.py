"""The symbolic schema of every revision against what the catalogue has after it.

    symbolic.py LIMBECK URL VERSIONS[:VERSIONS...] [ROOT]

Applies the history one revision at a time to the database at URL, which is to be empty, and
asks `limbeck drift` after each. Told at the end: how many revisions are equal, equal but for
tables that an opaque change may have touched, and different."""
import json
import pathlib
import subprocess
import sys
import tempfile

ENV = '''from alembic import context
from sqlalchemy import create_engine, pool
url = context.config.get_main_option("sqlalchemy.url")
with create_engine(url, poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
'''


def main():
    limbeck, url, versions = sys.argv[1:4]
    root = sys.argv[4] if len(sys.argv) > 4 else "."
    counts = {"equal": 0, "opaque": 0, "different": 0}
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        (folder / "migrations").mkdir()
        (folder / "migrations" / "env.py").write_text(ENV)
        locations = ":".join(str(pathlib.Path(part).resolve()) for part in versions.split(":"))
        (folder / "alembic.ini").write_text(
            f"[alembic]\nscript_location = migrations\nversion_locations = {locations}\npath_separator = os\n"
            f"prepend_sys_path = {pathlib.Path(root).resolve()}\nsqlalchemy.url = {url}\n")

        def run(*words):
            return subprocess.run([limbeck, *words], cwd=folder, capture_output=True, text=True)

        plan = json.loads(run("--json", "plan", "heads", "--from", "base").stdout)
        for step in plan["steps"]:
            done = run("upgrade", step["revision"])
            if done.returncode:
                print(f"{step['revision']}: not applied: {done.stderr.strip()[:300]}")
                break
            said = run("--json", "drift")
            try:
                report = json.loads(said.stdout.split("FAILED")[0])
            except ValueError:
                print(f"{step['revision']}: {said.stderr.strip()[:300]}")
                counts["different"] += 1
                continue
            verdict = "equal" if not report["changes"] else "opaque" if report["opaque"] else "different"
            counts[verdict] += 1
            for change in report["changes"]:
                print(f"{step['revision']}: {change['change']}  ({change['revision']})  {change['sql']}")
            for line in report["opaque"] if report["changes"] else []:
                print(f"{step['revision']}: not known: {line}")
    print(f"{sum(counts.values())} revisions: {counts['equal']} equal, {counts['opaque']} with opaque changes, "
          f"{counts['different']} different")


main()
