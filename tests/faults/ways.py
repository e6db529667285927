"""The ways in which a run of truth.py is disturbed. Each gives what was said and the exit status (None
of a screen); (None, None) where it hangs, or leaves something at work on the server."""

import signal
import subprocess
import time

from places import LIMBECK, PATIENCE, PORT, REVISIONS, Session, until
from proxy import Fault
from screen import Screen


def by_proxy(place, proxy, fault, told):
    proxy.strike(fault, place.kind.word)
    process = place.start(proxy.port, *told.words)
    if fault.kind == "stall":
        until(lambda: proxy.struck.is_set() or process.poll() is not None)
        for _ in range(2):  # the second one does not wait for the server
            if process.poll() is None:
                told.is_left, told.was_interrupted = told.was_interrupted, True
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(1)
                except subprocess.TimeoutExpired:
                    pass
    try:
        text = process.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, None
    told.is_reachable = fault.then == "back"
    return text, process.returncode


# ---- screens ------------------------------------------------------------------------------


def sleeping(place):
    return place.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")


def begin_on_screen(place, told, port, **more):
    """One step, from the graph on. False where that does not appear."""
    up = told.before == "base"
    screen = Screen(place.project, [LIMBECK], {**place.environment(port), **more})
    told.target = "r1" if up else f"r{REVISIONS - 1}"
    told.one_by_one, told.step = True, (told.before, told.target)
    ready = screen.wait(lambda text: "pending" in text)
    screen.type("u" if up else "d")
    # The footer offers y before the SQL is drawn, when y does nothing yet.
    ready = ready and screen.wait(lambda text: "run it" in text and "rendering" not in text)
    screen.type("y")
    return ready, screen


def by_leaving(place, way, told):
    """A step of the screen, in the middle of which the terminal is closed, or a signal comes: it is
    to end on the server too, and nothing of it is to stay."""
    ready, screen = begin_on_screen(place, told, PORT, TRUTH_SLEEP="60")
    ready = ready and until(lambda: sleeping(place) == "1")
    if way == "SIGKILL of the terminal":
        screen.kill_terminal()
    elif way != "close":
        screen.program.send_signal(getattr(signal, way))
        screen.wait(lambda text: False)
    screen.close()
    status = screen.ended(PATIENCE)
    begun = time.monotonic()
    gone = until(lambda: sleeping(place) == "0") and time.monotonic() - begun < PATIENCE / 4
    told.is_left, told.shown = True, screen.text()
    if not ready or not gone or status is None or place.version() != told.before:
        return None, None
    return screen.text(), None


def on_screen(place, proxy, way, told):
    """A step of the screen, to its end: cancelled, its COMMIT struck, or nothing."""
    proxy.strike(way if isinstance(way, Fault) else None)
    ready, screen = begin_on_screen(place, told, proxy.port, TRUTH_SLEEP="60" if way == "cancel" else "0")
    if way == "cancel":
        ready = ready and until(lambda: sleeping(place) == "1")
        screen.type("\033")
        ready = ready and screen.wait(lambda text: "Cancel this step" in text)
        screen.type("y")
    told.was_interrupted = way == "cancel"
    ready = ready and screen.wait(lambda text: "go home" in text, PATIENCE)
    text = told.shown = screen.text()
    screen.type("\r")
    ready = ready and screen.wait(lambda text: "go home" not in text)
    screen.type("q")
    screen.wait(lambda text: False)
    status = screen.ended(PATIENCE)
    screen.close()
    told.is_reachable = not isinstance(way, Fault) or way.then == "back"
    return (text, None) if ready and status == 0 else (None, None)


# ---- poolers ------------------------------------------------------------------------------


LEFT = ("SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())) + (SELECT count(*) FROM pg_settings "
        "WHERE source = 'session' AND name NOT IN ('application_name', 'client_encoding'))")


def behind_pooler(place, port, way, chance, told, proxy):
    """Behind a pooler that has one connection to the server: killed, or with its COMMIT struck between
    the two. Nothing of limbeck's is to be in the pooler's connection afterwards."""
    if isinstance(way, Fault):
        text, status = by_proxy(place, proxy, way, told)
        # Its one connection is still that of the client that got no answer.
        told.is_reachable &= way.kind != "stall"
    else:
        process = place.start(port, *told.words)
        try:
            process.wait(chance.random() * 0.3)
        except subprocess.TimeoutExpired:
            process.kill()
        text, status = process.communicate()[0], process.returncode
    session = Session(port)
    left = session.ask(place.name, LEFT)
    session.close()
    return (None, None) if left != "0" else (text, status)
