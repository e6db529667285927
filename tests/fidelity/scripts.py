"""Each revision of some projects, in both directions and on both dialects: what `limbeck sql` prints against
what Alembic renders offline.

    scripts.py LIMBECK [--failures FILE] NAME=VERSIONS[:VERSIONS...]@ROOT ...

prints a Markdown table. Alembic and SQLAlchemy are those of PYTHONPATH. A revision that Alembic cannot render
without the application or without a database's answer is no case. --failures writes what was refused or
differs, as JSON.
"""
import concurrent.futures
import io
import json
import os
import re
import subprocess
import sys
import tempfile

DIALECTS = {"postgresql": ("PostgreSQL", "postgresql://nobody@127.0.0.1:1/none"),
            "sqlite": ("SQLite", "sqlite:///none.db")}
DIRECTIONS = ("upgrade", "downgrade")


def render(file, direction, dialect):
    """The script's own statements; whatever it raises goes to the caller."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.util.pyfiles import load_python_file

    module = load_python_file(*os.path.split(file))
    out = io.StringIO()
    context = MigrationContext.configure(dialect_name=dialect, opts={
        "as_sql": True, "literal_binds": True, "output_buffer": out, "transactional_ddl": False})
    with Operations.context(context), context.begin_transaction(_per_migration=True):
        getattr(module, direction)()
    return module.revision, out.getvalue()


def render_folder(folders, dialect):
    """For a process of its own: scripts import applications whose modules clash."""
    cases = []
    for folder in folders.split(":"):
        for name in sorted(os.listdir(folder)):
            file = os.path.join(folder, name)
            if not name.endswith(".py") or name == "__init__.py":
                continue
            for direction in DIRECTIONS:
                try:
                    revision, sql = render(file, direction, dialect)
                except BaseException:  # SystemExit of an application's settings too
                    continue
                cases.append({"file": file, "revision": revision, "direction": direction, "sql": sql})
    json.dump(cases, sys.stdout)


RUN_TIME_VALUES = (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"),
                   re.compile(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d{1,6}([+-]\d\d:\d\d)?"))
CREATE_INDEX = re.compile("CREATE (UNIQUE )?INDEX ")


def comparable(sql, script):
    """Two runs of Alembic alone differ in what is made at run time, and in the order of neighbouring CREATE
    INDEX, which it keeps in a set."""
    for pattern in RUN_TIME_VALUES:
        sql = pattern.sub(lambda found: found[0] if found[0] in script else "(run time)", sql)
    statements = "\n".join(line.rstrip() for line in sql.strip().split("\n")).split("\n\n")
    ordered, indexes = [], []
    for statement in statements:
        if CREATE_INDEX.match(statement):
            indexes.append(statement)
        else:
            ordered += sorted(indexes) + [statement]
            indexes = []
    return ordered + sorted(indexes)


def write_project(folder, versions, root, url):
    os.mkdir(os.path.join(folder, "migrations"))
    with open(os.path.join(folder, "migrations", "env.py"), "w") as file:
        file.write("from alembic import context\n"
                   "context.configure(url=context.config.get_main_option('sqlalchemy.url'), literal_binds=True)\n"
                   "with context.begin_transaction():\n    context.run_migrations()\n")
    ini = os.path.join(folder, "alembic.ini")
    with open(ini, "w") as file:
        file.write(f"[alembic]\nscript_location = %(here)s/migrations\nversion_locations = {versions}\n"
                   f"path_separator = os\nprepend_sys_path = {root}\nsqlalchemy.url = {url}\n")
    return ini


def judge(limbeck, ini, dialect, case):
    down = ["--down"] if case["direction"] == "downgrade" else []
    try:
        run = subprocess.run([limbeck, "-c", ini, "sql", case["revision"], "--dialect", dialect, *down],
                             capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, timeout=60)
    except subprocess.TimeoutExpired:
        return "different", "no answer within 60 s"
    if run.returncode:
        return "refused", run.stderr
    with open(case["file"], encoding="utf-8", errors="replace") as file:
        script = file.read()
    is_equal = comparable(run.stdout, script) == comparable(case["sql"], script)
    return ("equal", "") if is_equal else ("different", run.stdout)


def measure(limbeck, projects, dialect, failures):
    """How many cases are equal, refused and different."""
    counts = dict.fromkeys(("equal", "refused", "different"), 0)
    for project in projects:
        name, _, rest = project.partition("=")
        versions, _, root = rest.rpartition("@")
        versions = ":".join(os.path.abspath(folder) for folder in versions.split(":"))
        root = os.path.abspath(root)
        environment = dict(os.environ, PYTHONPATH=os.environ.get("PYTHONPATH", "") + ":" + root)
        rendered = subprocess.run([sys.executable, __file__, "--render", versions, dialect], env=environment,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        # An application that prints does so before the last line.
        cases = json.loads(rendered.stdout.decode("utf-8", "replace").rpartition("\n")[2] or "[]")
        with tempfile.TemporaryDirectory() as folder:
            ini = write_project(folder, versions, root, DIALECTS[dialect][1])
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                verdicts = list(pool.map(lambda case: judge(limbeck, ini, dialect, case), cases))
        for case, (verdict, said) in zip(cases, verdicts):
            counts[verdict] += 1
            if verdict != "equal":
                failures.append({"project": name, "dialect": dialect, "verdict": verdict, "limbeck": said, **case})
        print(f"{name} {dialect}: {len(cases)} rendered, {sum(verdict == 'equal' for verdict, _ in verdicts)} equal",
              file=sys.stderr)
    return counts


def main(arguments):
    if arguments[:1] == ["--render"]:
        return render_folder(*arguments[1:])
    file = None
    if "--failures" in arguments:
        at = arguments.index("--failures")
        file = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) < 2:
        sys.exit(__doc__)
    import alembic
    import sqlalchemy

    print(f"Alembic {alembic.__version__} and SQLAlchemy {sqlalchemy.__version__}\n\n"
          "| dialect    | rendered by Alembic | equal | refused | different |\n"
          "|------------|--------------------:|------:|--------:|----------:|", flush=True)
    failures = []
    for dialect, (title, _) in DIALECTS.items():
        counts = measure(arguments[0], arguments[1:], dialect, failures)
        print(f"| {title:<10} | {sum(counts.values()):>19} | {counts['equal']:>5} | {counts['refused']:>7} "
              f"| {counts['different']:>9} |", flush=True)
    if file:
        with open(file, "w") as out:
            json.dump(failures, out, indent=1)


main(sys.argv[1:])
