#!/bin/sh
# The table of README's fidelity section, measured anew:
#
#   make fidelity REFERENCE=PYTHONPATH-OF-ALEMBIC-AND-SQLALCHEMY \
#                 PROJECTS='NAME=VERSIONS[:VERSIONS...]@ROOT ...'
#
# For every revision of the projects that Alembic renders offline, both directions
# and both dialects: is what `limbeck sql` prints the same, refused or different?
# ../shared/tools has the two programs that ask; its README tells how the reference
# is set up.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
tools=$here/../shared/tools
[ -n "${PROJECTS:-}" ] && [ -n "${REFERENCE:-}" ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ -e "$tools/parity.py" ] || { echo "there is no $tools/parity.py" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHONPATH=$REFERENCE /usr/bin/python3 -c 'import alembic, sqlalchemy; print("Alembic", alembic.__version__, "and SQLAlchemy", sqlalchemy.__version__)'
echo
echo "| dialect    | rendered by Alembic | equal | refused | different |"
echo "|------------|--------------------:|------:|--------:|----------:|"
for dialect in postgresql sqlite; do
    : >"$work/verdicts"
    for project in $PROJECTS; do
        name=${project%%=*} rest=${project#*=}
        versions=${rest%@*} root=${rest#*@}
        PYTHONPATH=$REFERENCE:$root /usr/bin/python3 "$tools/oracle.py" "$versions" $dialect "$work/gold.json" >/dev/null 2>&1
        /usr/bin/python3 "$tools/parity.py" "$LIMBECK" "$work/gold.json" "$versions" $dialect "$root" 2>/dev/null |
            tail -1 | tee -a "$work/verdicts" | sed "s/^/$name $dialect: /" >&2
    done
    # "56/59 up, 0/0 down, 94.9% exact; 3 silently different, 0 refused"
    awk -v dialect=$dialect '{
        split($1, up, "/"); split($3, down, "/")
        equal += up[1] + down[1]; all += up[2] + down[2]; different += $7; refused += $10
    } END {
        printf "| %-10s | %19d | %5d | %7d | %9d |\n", dialect == "sqlite" ? "SQLite" : "PostgreSQL", all, equal, refused, different
    }' "$work/verdicts"
done
