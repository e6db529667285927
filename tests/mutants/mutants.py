"""Applies each change of mutants.txt to a copy of the tree, builds it, and runs the tests aimed at it.

    python3 tests/mutants/mutants.py [NAME...]
    python3 tests/mutants/mutants.py --rows     only whether each row fits the source and names a test

A mutant is noticed where one of those tests fails; the same tests pass on the copy without it. The
exit status is 1 where one survives, or where a row no longer fits the source."""
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROWS = os.path.join(ROOT, "tests", "mutants", "mutants.txt")


def read_rows():
    rows, row, part = [], None, None
    for line in open(ROWS):
        if line.startswith("== "):
            name, what = line[3:].strip().split(" ", 1)
            row, part = {"name": name, "what": what, "old": "", "new": ""}, None
            rows.append(row)
        elif row is None:
            continue
        elif line.rstrip() in ("---", "+++"):
            part = "old" if line[0] == "-" else "new"
        elif part:
            row[part] += line
        elif line.strip():
            word, rest = line.strip().split(" ", 1)
            row[word] = rest.split() if word == "tests" else rest
    for row in rows:
        row["old"], row["new"] = row["old"].rstrip("\n"), row["new"].rstrip("\n")
    return rows


def copy_tree(copy):
    """What git knows, and the build, with its times: only what a mutant changes is compiled."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        source, target = os.path.join(ROOT, name), os.path.join(copy, name)
        if os.path.exists(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    subprocess.run(["cp", "-a", os.path.join(ROOT, "build"), copy], check=True)
    shutil.rmtree(os.path.join(copy, "build", "sanitize"), ignore_errors=True)


def wanted(path, words):
    return any(word in path for word in words)


def aimed(copy, words):
    """The programs to build, and the scripts."""
    found = []
    for folder, _, names in os.walk(os.path.join(copy, "tests")):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), copy)
            if name.startswith("test_") and wanted(path, words):
                if name.endswith(".c"):
                    found.append(path[:-2])
                elif name.endswith(".sh"):
                    found.append(path)
    return found


def run(copy, words, log):
    """None: it does not build; else whether the tests passed."""
    tests = aimed(copy, words)
    programs = ["build/" + test for test in tests if not test.endswith(".sh")]
    if not tests:
        log.write("no test has one of the words %s in its name\n" % words)
        return None
    made = subprocess.run(["make", "-s", "-j2", "build/limbeck", "build/tests/eager"] + programs, cwd=copy, stdout=log,
                          stderr=log)
    if made.returncode:
        return None
    environment = dict(os.environ, BUILD="build", ONLY=" ".join(words), LIMBECK=os.path.join(copy, "build/limbeck"),
                       LIMBECK_EAGER=os.path.join(copy, "build/tests/eager"))
    environment.pop("CI", None)
    done = subprocess.run(["sh", "tests/tools/run.sh"] + programs, cwd=copy, env=environment, stdout=log, stderr=log)
    return done.returncode == 0


def apply(copy, row):
    """The text of the file before; None where the row does not fit it."""
    path = os.path.join(copy, row["file"])
    text = open(path).read() if os.path.exists(path) else ""
    if text.count(row["old"]) != 1:
        return None
    with open(path, "w") as out:
        out.write(text.replace(row["old"], row["new"]))
    return text


def judge(copy, row, log):
    before = apply(copy, row)
    if before is None:
        return "does not fit the source: %s" % row["file"]
    passed = run(copy, row["tests"], log)
    with open(os.path.join(copy, row["file"]), "w") as out:
        out.write(before)
    return "does not build" if passed is None else "SURVIVED" if passed else "noticed"


def check_rows():
    """Rows that no longer fit: a change of the source made their mutant impossible to apply."""
    bad, rows = 0, read_rows()
    for row in rows:
        path = os.path.join(ROOT, row["file"])
        found = open(path).read().count(row["old"]) if os.path.exists(path) else 0
        if found != 1 or not aimed(ROOT, row["tests"]):
            bad += 1
            print("%s: found %d times in %s; tests: %s" % (row["name"], found, row["file"], " ".join(row["tests"])))
    print("%d rows, %d do not fit" % (len(rows), bad))
    return 1 if bad else 0


def main(names):
    if names == ["--rows"]:
        return check_rows()
    rows = [row for row in read_rows() if not names or row["name"] in names]
    copy = tempfile.mkdtemp(prefix="limbeck-mutants-")
    bad = 0
    try:
        copy_tree(copy)
        with open(os.path.join(copy, "mutants.log"), "w") as log:
            words = sorted({word for row in rows for word in row["tests"]})
            if run(copy, words, log) is not True:
                print("the tests fail without a mutant:\n" + open(log.name).read()[-3000:])
                return 1
            for row in rows:
                verdict = judge(copy, row, log)
                bad += verdict != "noticed"
                print("%-9s %s: %s" % (verdict if len(verdict) < 10 else "STALE", row["name"], row["what"]), flush=True)
                if len(verdict) > 9:
                    print("          %s" % verdict)
        print("%d mutants, %d not noticed" % (len(rows), bad))
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
