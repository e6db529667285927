#!/bin/sh
# A few of the runs of `make faults` that hold what limbeck says against what the server has.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
chmod 755 "$work"
PYTHONPATH="$root/tests/faults" python3 - >"$work/out" 2>&1 <<'X'
from types import SimpleNamespace
from claims import untrue

def told(text, status, after, outcome, **more):
    every = dict(text=text, status=status, before="r1", after=after, target="r2", step=("r1", "r2"), one_by_one=True, rows="",
                 is_reachable=True, was_interrupted=False, is_left=False, says_unknown="not known" in text, is_begun=True,
                 has_journal=True, order=["base", "r1", "r2"], record=outcome and {"outcome": outcome})
    return SimpleNamespace(**{**every, **more})

assert not untrue(told("", 0, "r2", "done"))
unchanged = "Rolled back. Schema, data and version are unchanged."
split = "1 statement was committed by the script's COMMIT on line 7 and stays."
assert not untrue(told(unchanged, 4, "r1", "failed"))
assert not untrue(told(split + " The version table holds r1.", 4, "r1 half", "failed"))
assert not untrue(told("The version table holds r1.", None, "r1", "cancelled"))
goes_on = "Its batches so far are committed, 5 rows in all."
not_begun = "The upgrade of r2 was not begun."
assert not untrue(told(goes_on, 4, "r1 half", "failed", rows="r1 5"))
assert not untrue(told("1 step before this one is committed. " + not_begun, 4, "r1", "failed", before="base", step=("base", "r1")))
assert not untrue(told("This was a rehearsal, and was undone: schema, data and version are unchanged.", 4, "r1", None, target="r1",
                       has_journal=False))
assert not untrue(told("COMMIT was not sent: the server rolls it back", 4, "empty", None, before="empty", target="base", step=None,
                       has_journal=False))
for lie in (told(goes_on, 4, "r1 half", "failed", rows="r1 10"), told("the connection was lost", 4, "r1 half", "failed", rows="r1 5"),
            told(not_begun, 4, "r1 half", "failed", rows="r1 5"), told(not_begun, 4, "base", "failed", before="base"),
            told("the connection was lost", 4, "r1", "failed"), told("There is no version table.", 4, "r1", "failed"),
            told("0 steps before this one are committed", 4, "base", "failed"), told("", 0, "r1", "failed"),
            told("", 0, "r2", "failed"), told("", 4, "r1", "done"), told("", 4, "r2", "failed"), told(unchanged, 130, "r2", "done"),
            told(unchanged, 4, "r1 half", "failed"), told("", 4, "r1 half", "failed"),
            told(split, 4, "r1", "failed"), told("The version table holds r2.", None, "r1", "failed"), told("", 0, "r2", None),
            told("", None, "r1", None), told("Step 1 of 2 is committed", 4, "r1", "failed"), told("", 4, "r1", "not known"),
            told("COMMIT took effect: transaction 5", 4, "r1", "failed"), told("whether it took effect is not known", 4, "r1", "failed")):
    assert untrue(lie), lie
X
check "a sentence, a status and a journal that are not so are seen" $?
python3 "$root/tests/faults/truth.py" 36 >"$work/out" 2>&1
bad=$?
sed 's/^/# /' "$work/out"
check "COMMIT that does not arrive or is not answered, a closed terminal, a pooler: all that is said is so" $bad
finish
