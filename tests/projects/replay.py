"""Runs each project of cases/ with limbeck and compares it with what the case says; prints TAP.

    python3 tests/projects/replay.py LIMBECK SERVER [NAME...]"""
import difflib
import pathlib
import sys
import tempfile

from case import Run, cases


def lines_of(path):
    return path.read_text().splitlines()[1:]


def as_golden(run, path):
    """What differs from a golden, in lines."""
    lines, errors = [], ""
    for words in run.case.run:
        answer, error = run.answer(words)
        lines += answer
        errors += error
    fails = "status: not 0" in lines_of(path)
    if (run.case.wanted[0] == "fails") != fails and "limbeck" not in path.name:
        return ["%s is of a run that %s" % (path.name, "failed" if fails else "did not fail")]
    different = list(difflib.unified_diff(lines_of(path), lines, "wanted", "limbeck", lineterm="", n=1))
    return different and different + errors.splitlines()


def refuses(run, text):
    *first, last = run.case.run
    for words in first:
        status, _, error = run.command(words)
        if status:
            return ["%s: status %d" % (words, status)] + error.splitlines()
    before = run.base.dump()
    status, _, error = run.command(last)
    if status == 0:
        return ["status 0; it should refuse: " + text]
    if text not in error.replace(str(run.root) + "/", ""):
        return ["'%s' is not in:" % text] + error.splitlines()
    return list(difflib.unified_diff(before, run.base.dump(), "before", "after", lineterm="", n=1))


def difference(case, database, limbeck, server):
    with tempfile.TemporaryDirectory() as work:
        run = Run(case, database, [str(pathlib.Path(limbeck).resolve())], server, pathlib.Path(work))
        kind, text = case.wanted
        if kind == "refuses":
            lines = refuses(run, text)
        else:
            lines = as_golden(run, case.golden(database, ".limbeck" if kind == "better" else ""))
        run.base.drop()
    return lines


limbeck, server, *names = sys.argv[1:]
chosen = [(each, database) for each in cases(names) for database in each.databases]
for number, (each, database) in enumerate(chosen, 1):
    lines = difference(each, database, limbeck, server)
    about = "%s on %s: %s" % (each.name, database, each.single["about"])
    print("%s %d - %s" % ("not ok" if lines else "ok", number, about), flush=True)
    for line in lines or []:
        print("# " + line)
print("1..%d" % number)
