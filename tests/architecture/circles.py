"""Circles of files that call each other, by the symbols of their objects: circles.py BUILD

Prints a line for each folder of src whose files form one: FOLDER, the number of files in its largest circle, and their
names; then, as "up FILE OTHER", each call of the evaluator's folders that goes up."""
import collections
import os
import subprocess
import sys

# Lower first; the values and the runtime call each other.
FLOORS = {"syntax": 0, "values": 1, "runtime": 1, "patterns": 2, "builtins": 3, "evaluator": 4}


def sources():
    for folder, _, names in os.walk("src"):
        for name in names:
            if name.endswith(".c"):
                yield os.path.join(folder, name)[: -len(".c")]


def read_symbols(build):
    """Which file defines a symbol, and which symbols a file uses."""
    defined, used = {}, collections.defaultdict(set)
    objects = [os.path.join(build, source + ".o") for source in sorted(sources())]
    listed = subprocess.run(["nm", "-A"] + objects, capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        path, words = line.split(":", 1)
        source, words = path[len(build) + 1 : -len(".o")], words.split()
        if len(words) == 3 and words[1].isupper():
            defined[words[2]] = source
        elif len(words) == 2 and words[0] == "U":
            used[source].add(words[1])
    return defined, used


def read_calls(build):
    defined, used = read_symbols(build)
    return {source: sorted({defined[name] for name in names if name in defined} - {source}) for source, names in used.items()}


def circles(calls):
    """The folder and the files of each: Kosaraju's two walks."""
    callers = collections.defaultdict(list)
    for source, others in calls.items():
        for other in others:
            callers[other].append(source)
    order, seen = [], set()
    for start in calls:
        walk(calls, start, seen, order)
    seen = set()
    for start in reversed(order):
        circle = []
        walk(callers, start, seen, circle)
        if len(circle) > 1:
            yield start.split("/")[1], sorted(circle)


def walk(edges, start, seen, left):
    """Appends what is reached and not seen yet to `left`, each after all that it reaches."""
    if start in seen:
        return
    seen.add(start)
    pending = [(start, iter(edges.get(start, ())))]
    while pending:
        source, others = pending[-1]
        other = next((name for name in others if name not in seen), None)
        if other is None:
            left.append(source)
            pending.pop()
        else:
            seen.add(other)
            pending.append((other, iter(edges.get(other, ()))))


def main(build):
    calls = read_calls(build)
    largest = {}
    for folder, circle in circles(calls):
        if len(circle) > len(largest.get(folder, [])):
            largest[folder] = circle
    for folder, circle in sorted(largest.items()):
        print(folder, len(circle), *(os.path.relpath(name, "src/" + folder) for name in circle))
    for source, others in calls.items():
        for other in others:
            if source.startswith("src/python/") and other.startswith("src/python/"):
                if FLOORS[source.split("/")[2]] < FLOORS[other.split("/")[2]]:
                    print("up", source, other)


if __name__ == "__main__":
    main(sys.argv[1])
