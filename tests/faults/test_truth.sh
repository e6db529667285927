#!/bin/sh
# A few of the runs of `make faults` that hold what limbeck says against what the server has.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
chmod 755 "$work"
PYTHONPATH="$root/tests/faults" python3 - >"$work/out" 2>&1 <<'X'
from types import SimpleNamespace
from claims import untrue

def told(text, status, after, outcome, **more):
    return SimpleNamespace(text=text, status=status, before="r1", after=after, target="r2", step=("r1", "r2"), one_by_one=True,
                           is_reachable=True, was_interrupted=False, says_applied=False, says_unknown=False,
                           says_unknown_in_journal=False, record=outcome and {"outcome": outcome}, **more)

assert not untrue(told("", 0, "r2", "done"))
assert not untrue(told("nothing of this step was kept", 4, "r1", "failed"))
for lie in (told("", 0, "r1", "failed"), told("", 0, "r2", "failed"), told("", 4, "r1", "done"), told("", 4, "r2", "failed"),
            told("nothing of this step was kept", 130, "r2", "done"), told("", 0, "r2", None),
            told("COMMIT took effect: transaction 5", 4, "r1", "failed"), told("whether it took effect is not known", 4, "r1", "failed")):
    assert untrue(lie), lie
X
check "a sentence, a status and a journal that are not so are seen" $?
python3 "$root/tests/faults/truth.py" 24 request,terminal,pooler >"$work/out" 2>&1
bad=$?
sed 's/^/# /' "$work/out"
check "COMMIT that does not arrive, a closed terminal, a pooler: all that is said is so" $bad
finish
