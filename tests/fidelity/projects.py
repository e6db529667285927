#!/usr/bin/python3
"""Public applications as they lie in their checkouts: does limbeck open them, connect, migrate, compare?

usage: projects.py LIMBECK SOURCES [WORD...]   SOURCES holds a checkout OWNER+REPOSITORY of each that is to be tried

Each has a fresh database on the server of LIMBECK_TEST_PORT (user limbeck), and projects.txt beside this file says
in which folder and with which environment. A row says how far it came as it stands and, after the stroke, where the
database is given with --url. The first refusal stands at its end.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

STEPS = (("opens", ["history"]), ("current", ["current"]), ("sql", ["upgrade", "heads", "--sql"]),
         ("live", ["upgrade", "heads"]), ("check", ["check"]))
SERVER = "postgresql://limbeck:s3cret-word@127.0.0.1:%s/%s"


def rows():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "projects.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [part.strip() for part in line.split("|")]


def fresh_database(port, name):
    for sql in (f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'):
        subprocess.run(["psql", "-qX", SERVER % (port, "postgres"), "-c", sql], check=True, capture_output=True)


def environment(port, name, words, home):
    url = SERVER % (port, name)
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")}
    for word in shlex.split(words):
        key, _, value = word.partition("=")
        value = value.replace("{url}", url).replace("{database}", name).replace("{host}", "127.0.0.1")
        kept[key] = value.replace("{port}", port).replace("PASSWORD=x", "PASSWORD=s3cret-word")
        if value == "x" and re.search("PASS|PWD", key):
            kept[key] = "s3cret-word"
        kept[key] = kept[key].replace("limbeck:x", "limbeck:s3cret-word")
    return {**kept, "HOME": home, "XDG_STATE_HOME": home}


def run(program, options, verb, folder, variables):
    try:
        done = subprocess.run([program, *options, *verb], cwd=folder, env=variables, capture_output=True, text=True,
                              errors="replace", stdin=subprocess.DEVNULL, timeout=600)
    except subprocess.TimeoutExpired:
        return 124, "", "no answer in ten minutes"
    return done.returncode, done.stdout, done.stderr


def steps(program, options, folder, variables):
    """Which of STEPS were done, and what the first that was not said."""
    done, why = {}, ""
    for name, verb in STEPS:
        status, out, errors = run(program, options, verb, folder, variables)
        done[name] = status == 0 or (name == "check" and status == 1 and "upgrade operations detected" in out + errors)
        if name == "live" and done[name]:
            heads = run(program, options, ["heads"], folder, variables)[1].split()
            done[name] = not heads or "(head)" in run(program, options, ["current"], folder, variables)[1]
        if not done[name] and not why:
            said = [line for line in errors.split("\n") if line.startswith("limbeck: ")]
            why = said[0][len("limbeck: "):] if said else errors.strip().split("\n")[-1]
    return done, why


def main():
    program, sources = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    port, words = os.environ["LIMBECK_TEST_PORT"], sys.argv[3:]
    totals, tried, missing = {}, 0, []
    print(f"{'':18} " + " ".join(f"{name:9}" for name, verb in STEPS))
    for name, repository, folder, options, variables in rows():
        if words and not any(word in name for word in words):
            continue
        place = os.path.join(sources, repository.replace("/", "+"), folder)
        if not os.path.isdir(place):
            missing.append(repository)
            continue
        tried += 1
        with tempfile.TemporaryDirectory() as home:
            marks, reasons = [], []
            for given in ([], ["--url", SERVER % (port, "projects")]):
                fresh_database(port, "projects")
                found, why = steps(program, given + shlex.split(options), place,
                                   environment(port, "projects", variables, home))
                marks.append(found)
                reasons.append(why)
        for step, verb in STEPS:
            for way in (0, 1):
                totals[step, way] = totals.get((step, way), 0) + marks[way][step]
        shown = " ".join(f"{' / '.join('yes' if marks[way][step] else '-' for way in (0, 1)):9}" for step, verb in STEPS)
        print(f"{name:18} {shown} {reasons[0].replace(sources + os.sep, '')[:160]}", flush=True)
    print(f"{'of ' + str(tried):18} " + " ".join(f"{totals.get((step, 0), 0):3} / {totals.get((step, 1), 0):<3}" for step, verb in STEPS))
    if missing:
        print("not in", sources + ":", ", ".join(missing))


main()
