"""What limbeck says of a run, and what has to be so on the server for it to be true: a table.

A Told (places.py) has: text (standard output and error, or all that a screen showed), status (of the
process; negative: a signal ended it; None: a screen), before and after (where the database is, by
the server: a revision, "base", "empty" without a version table, or "r1 half" where a step is
committed in part), rows (of that: "VERSION ROWS" of the checkpoint; "": none), target, step (from, to:
announced last; None: none was), one_by_one, is_begun, is_reachable,
was_interrupted, order (the revisions), has_journal, record (the journal's last line of this run that
ended; None: none)."""

import re


def is_at(state, revision):
    return state == revision or (state, revision) == ("empty", "base")


def start(told):
    """Of the step announced last, or of the run where it has one transaction."""
    return told.step[0] if told.step and told.one_by_one else told.before


def end(told):
    return told.step[1] if told.step and told.one_by_one else told.target


def version(told):
    return told.after.split()[0]


def kept_nothing(told):
    return is_at(told.after, start(told))


def kept_version(told):
    return is_at(version(told), start(told))


def is_done(told):
    return told.after == end(told)


def took_effect(told):
    """The COMMIT of a step, or one in the middle of it."""
    return is_done(told) or told.after == start(told) + " half"


def is_split(told, _number):
    """In the middle, or with all that came after it."""
    return told.after == start(told) + " half" or is_done(told)


def steps_done(told, number, *_of):
    place = told.order.index
    return abs(place(version(told)) - place("base" if told.before == "empty" else told.before)) == int(number)


def steps_before(told, number):
    """And this one, where that is not known."""
    return (version(told) == "empty" and not int(number)) or steps_done(told, number) or (
        told.says_unknown and steps_done(told, int(number) + 1))


def not_begun(told, direction, revision):
    """The step to it, or down from it, is the next one, and nothing of it is there."""
    if told.after not in told.order and told.after != "empty":
        return False
    at = told.order.index(told.after) if told.after != "empty" else 0
    return told.order[at + 1 if direction == "up" else at] == revision


def holds(told, shown):
    return version(told) == {"nothing": "base"}.get(shown, shown)


def is_undecided(told):
    """Said only where the server could not be asked, or was not waited for."""
    return not told.is_reachable or told.was_interrupted


def rows_kept(told, number):
    """Of the checkpoint; one batch more where its COMMIT is not known."""
    rows = int(told.rows.split()[1]) if told.rows else None
    return rows == int(number.replace(",", "")) or (told.says_unknown and is_undecided(told))


CLAIMS = [
    # what is said, and what has to be so
    (r"Rolled back[^.]*\. Schema, data and version are unchanged", kept_nothing),
    (r"COMMIT was not sent: the server rolls (?:this step|the run|it) back", kept_nothing),
    (r"The (up|down)grade of (\S+) was not begun", not_begun),
    (r"This step is rolled back", kept_nothing),
    (r"schema, data and version are unchanged", kept_nothing),
    (r"not committed: the server rolls back what is open", kept_version),
    (r"statements? (?:was|were) rolled back\.", kept_version),
    (r"[Tt]he version table holds (\S+?)\.(?=\s|$)", holds),
    (r"There is no version table", lambda told: told.after == "empty"),
    (r"COMMIT took effect", took_effect),
    (r"COMMIT did not take effect", kept_version),
    (r"(\d+) statements? (?:was|were) committed by the script's COMMIT", is_split),
    (r"(\d+) steps? before this one (?:is|are) committed", steps_before),
    (r"Step (\d+) of (\d+) is committed", steps_done),
    (r"([\d,]+) rows in all", rows_kept),
    (r"whether it took effect is not known", is_undecided),
    (r"cancelled before this statement", kept_version),
    (r"Done in ", lambda told: told.after == told.target),
]


def by_status(told):
    if told.status == 0 and told.after != told.target:
        return f"status 0, and the database is at {told.after}"
    if told.status in (3, 4) and told.after == told.target != told.before and not told.says_unknown:
        return f"status {told.status}, and the database is at the target"
    return None


def by_half(told):
    if not told.after.endswith(" half") or (told.status or 0) < 0 or told.is_left:
        return None
    says = re.search("committed by the script's COMMIT|is not known|Its batches so far are committed", told.text)
    return None if says else f"nothing was said of what is committed of the step, and the database is at {told.after}"


def by_silence(told):
    """Whoever fails has to say where the database is now."""
    if not told.status or told.status < 0 or told.is_left:
        return None
    says = re.search("rolled back|rolls|not begun|committed|took effect|take effect|not known|nothing was|unchanged|holds|in all", told.text,
                     re.IGNORECASE)
    return None if says else f"status {told.status}, and nothing is said of the state of the database"


def by_journal(told):
    outcome = told.record and told.record["outcome"]
    if outcome == "done" and told.after != told.target:
        return f"the journal has 'done', and the database is at {told.after}"
    if outcome in ("failed", "cancelled") and told.after == told.target:
        return f"the journal has '{outcome}', and the database is at the target"
    if outcome == "not known" and not is_undecided(told):
        return "the journal has 'not known', and the server could be asked"
    if not outcome and told.has_journal and told.is_begun and (told.status or 0) >= 0 and not told.is_left:
        return "the journal does not know that the run ended"
    return None


def untrue(told):
    """What is not so, each as a sentence."""
    found = [text for text in (by_status(told), by_half(told), by_silence(told), by_journal(told)) if text]
    for pattern, is_so in CLAIMS:
        for match in re.finditer(pattern, told.text):
            if not is_so(told, *match.groups()):
                found.append(f"said '{match.group(0)}', and the database went from {told.before} to {told.after}")
    return found
