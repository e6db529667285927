#!/bin/sh
# What the tests ran of each room, by lines and branches; fails where a room that writes to
# databases has less than 95 % of its lines.
#   coverage.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
gcovr --root . --object-directory "$1" --exclude-unreachable-branches --exclude-throw-branches \
    --filter 'src/' --json-summary "$1/coverage.json" >/dev/null 2>"$1/gcovr.log" || { cat "$1/gcovr.log" >&2; exit 1; }
python3 - "$1/coverage.json" <<'P'
import collections
import json
import sys

rooms = collections.defaultdict(lambda: [0, 0, 0, 0])
for file in json.load(open(sys.argv[1]))["files"]:
    parts = file["filename"].split("/")
    room = rooms[parts[1] if len(parts) > 2 else "main"]
    for i, name in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
        room[i] += file[name]


def percent(part, whole):
    return 100 * part / whole if whole else 100


print(f"{'room':14s} {'lines':>15s} {'':>7s} {'branches':>15s}")
total = [sum(column) for column in zip(*rooms.values())]
for name, figures in [*sorted(rooms.items()), ("all", total)]:
    lines, of, branches, of_branches = figures
    print(f"{name:14s} {lines:7d} / {of:5d} {percent(lines, of):6.1f} % {branches:7d} / {of_branches:5d} "
          f"{percent(branches, of_branches):6.1f} %")
thin = [name for name in ("database", "migrate") if percent(*rooms[name][:2]) < 95]
sys.exit(f"less than 95 % of the lines: {', '.join(thin)}" if thin else 0)
P
