"""What limbeck says of a run, and what has to be so on the server for it to be true: a table.

A Told has: text (standard output and error, or all that a screen showed), status (of the
process; negative: a signal ended it), before and after (the version of the database, by the
server), target, step (from, to: announced last; None: none was), is_reachable, record (the
journal's last line of this run that ended; None: none)."""

import re


def kept_nothing(told):
    """Of the step announced last, or of the run where none was."""
    return told.after == (told.step[0] if told.step and told.one_by_one else told.before)


def is_undecided(told):
    """Said only where the server could not be asked, or was not waited for."""
    return not told.is_reachable or told.was_interrupted


CLAIMS = [
    # what is said, and what has to be so
    (r"nothing of this (?:step|run) was kept", kept_nothing),
    (r"nothing uncommitted was kept", kept_nothing),
    (r"Rolled back[^.]*\. Schema, data and version are unchanged", kept_nothing),
    (r"(?i)not committed: the server rolls back|the server rolls the step back", kept_nothing),
    (r"(?:The version table|It) holds (\S+?)\. ", lambda told, version: told.after == version),
    (r"COMMIT took effect", lambda told: told.after == (told.step[1] if told.one_by_one else told.target)),
    (r"COMMIT did not take effect", kept_nothing),
    (r"whether it took effect is not known", is_undecided),
    (r"cancelled before this statement", kept_nothing),
    (r"Done in ", lambda told: told.after == told.target),
]


def by_status(told):
    if told.status == 0 and told.after != told.target:
        return f"status 0, and the database is at {told.after}"
    if told.status in (3, 4) and told.after == told.target and not told.says_applied and not told.says_unknown:
        return f"status {told.status}, and the database is at the target"
    return None


def by_journal(told):
    outcome = told.record and told.record["outcome"]
    if outcome == "done" and told.after != told.target:
        return f"the journal has 'done', and the database is at {told.after}"
    if outcome in ("failed", "cancelled") and told.after == told.target and not told.says_unknown_in_journal:
        return f"the journal has '{outcome}', and the database is at the target"
    if not outcome and told.status >= 0 and not told.was_interrupted:
        return "the journal does not know that the run ended"
    return None


def untrue(told):
    """What is not so, each as a sentence."""
    found = [text for text in (by_status(told), by_journal(told)) if text]
    for pattern, holds in CLAIMS:
        for match in re.finditer(pattern, told.text):
            if not holds(told, *match.groups()):
                found.append(f"said '{match.group(0)}', and the database went from {told.before} to {told.after}")
    return found
