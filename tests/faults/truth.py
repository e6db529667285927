"""Does limbeck say what is so? A proxy cuts, closes and stalls around each byte of COMMIT, its own
and those of scripts; a terminal is closed, or killed, in the middle of a step; limbeck is killed, or
cut off, behind a pooler. After each run the database is to be in a state that the kind of project
knows (places.py), and what limbeck said, on a screen too, its status and its journal are held
against what the server has (claims.py).

    truth.py RUNS [WAY,WAY [KIND,KIND]]     prints what is not so, a table, and "N runs, N unsound,
                                            N untrue"; status 1 where there is any

Ways are request and answer (the proxy, on the way to the server and back), terminal, pooler.
The order of the runs follows from LIMBECK_TEST_SEED. LIMBECK_TEST_PORT is the port of the server."""

import os
import queue
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter

import ways
from claims import untrue
from places import KINDS, PORT, Place, Session, Told
from proxy import Fault, Proxy

ROOT = os.environ["LIMBECK_TEST_ROOT"]
SEED = int(os.environ.get("LIMBECK_TEST_SEED", "20261128"))
WORKERS = 12  # most of a run is waiting
WAYS = ["request", "answer", "terminal", "pooler"]
LEAVES = ["close", "SIGKILL of the terminal", "SIGHUP", "SIGTERM"]
AT_SCREEN = [*LEAVES, "cancel", "nothing", Fault("answer", 0, "cut", 1, "back"), Fault("request", 0, "close", 1, "back"),
             Fault("answer", 9, "cut", 1, "away"), Fault("request", 7, "cut", 1, "away")]
AT_POOLER = ["killed", "killed", *(Fault(way, offset, kind, 1, "back") for way, offset in (("request", 0), ("answer", 0), ("answer", 9))
                                   for kind in ("cut", "stall"))]
MODES = ("session", "transaction", "statement")
PLAIN = ("together", "one by one")  # what is run on a screen, and behind a pooler


class Tally:
    def __init__(self):
        self.runs, self.unsound, self.untrue, self.table = 0, [], [], Counter()
        self.lock = threading.Lock()

    def run(self, place, way, name, act):
        """From one state to another; what a run before left elsewhere is made again first."""
        before = place.version()
        if before not in place.kind.routes:
            place.begin_again()
            before = place.version()
        words, target = place.kind.routes[before]
        told = Told(place, words, before, target)
        since = place.last_record(0)[1]
        text, status = act(told)
        rested = place.at_rest() if way != "pooler" else True
        told.after, told.rows, record = place.version(), place.batches_done(), place.last_record(since)[0]
        name = f"{place.kind_name}, {name} {' '.join(words)}"
        is_over = text is not None and rested
        goes_on = is_over and told.after is not None and self.goes_on(place, told)
        with self.lock:
            self.runs += 1
            self.table[way, place.kind_name] += 1
            if not goes_on:
                why = ("hangs, or leaves something behind" if not is_over else "between two states" if told.after is None
                       else f"does not go on from {told.after}")
                self.unsound.append(f"{name}: {why}\n    " + (text or told.shown).strip().replace("\n", "\n    "))
        if text is None or told.after is None:
            return
        told.known(text, status, record)
        found = untrue(told)
        with self.lock:
            self.untrue += [f"{name}: {each}\n    " + text.strip().replace("\n", "\n    ") for each in found]

    def goes_on(self, place, told):
        """From the middle of a step that limbeck itself commits in parts the same command has to lead to its end."""
        if not told.rows:
            return True
        place.cleanly(*told.words)
        return place.version() == told.target

    def report(self):
        for each in (*self.unsound, *self.untrue):
            print(each)
        names = [way for way in WAYS if any(each[0] == way for each in self.table)]
        print(f"{'':18}" + "".join(f"{name:>10}" for name in names))
        for kind in (kind for kind in KINDS if any(each[1] == kind for each in self.table)):
            print(f"{kind:18}" + "".join(f"{self.table[name, kind] or '':>10}" for name in names))
        print(f"{self.runs} runs, {len(self.unsound)} unsound, {len(self.untrue)} untrue (seed {SEED})")
        sys.exit(bool(self.unsound or self.untrue))


def faults(chance, wanted, kinds, count):
    """Each byte, each kind, each COMMIT; with room for a part only, spread over all kinds alike."""
    chosen = {}
    for name in kinds:
        word = KINDS[name].word
        # Of a request that is whole the answer is what is lost.
        bytes_of = [("request", offset) for offset in range(len(word) + 6)] if "request" in wanted else []
        bytes_of += [("answer", offset) for offset in range(len(word) + 13)] if "answer" in wanted else []
        every = [(name, Fault(way, offset, kind, commit, then))
                 for way, offset in bytes_of for kind in ("cut", "close", "stall") for then in ("back", "back", "away", "silent")
                 for commit in range(1, KINDS[name].commits + 1)]
        chance.shuffle(every)
        chosen[name] = every
    share = [chosen[name][at % len(chosen[name])] for at in range(count) for name in kinds if chosen[name]][:count]
    chance.shuffle(share)
    return share


class Places:
    """Those of one thread, made when they are needed, each as the first of its kind."""

    def __init__(self, folder, number, first):
        self.folder, self.number, self.first, self.made = folder, number, first, {}
        self.proxy, self.session = Proxy(PORT), Session()

    def get(self, kind):
        if kind not in self.made:
            like = self.first[kind]
            self.made[kind] = Place(self.folder, f"{like.name}_{self.number}", kind, self.session, like)
        return self.made[kind]


def work(tally, places, todo):
    """The work of one thread, in databases of its own."""
    while True:
        try:
            way, kind, how = todo.get_nowait()
        except queue.Empty:
            return
        place, proxy = places.get(kind), places.proxy
        if way != "terminal":
            tally.run(place, how.way, str(how), lambda told: ways.by_proxy(place, proxy, how, told))
        elif how in LEAVES:
            tally.run(place, way, how, lambda told: ways.by_leaving(place, how, told))
        else:
            tally.run(place, way, str(how), lambda told: ways.on_screen(place, proxy, how, told))


def behind_poolers(tally, places, chance, folder, count):
    """One after the other: each pooler has one connection to the server."""
    tool = ROOT + "/tests/tools/pgbouncer.sh"
    for mode in MODES:
        pooler = os.path.join(folder, "pgbouncer_" + mode)
        port = int(subprocess.run(["sh", tool, "start", pooler, str(PORT), mode], capture_output=True, text=True,
                                  check=True).stdout)
        proxy = Proxy(port)
        for number in range(MODES.index(mode), count, len(MODES)):
            place, how = places.get(chance.choice(PLAIN)), AT_POOLER[number // len(MODES) % len(AT_POOLER)]
            tally.run(place, "pooler", f"{how} behind a pooler by {mode}",
                      lambda told: ways.behind_pooler(place, port, how, chance, told, proxy))
        subprocess.run(["sh", tool, "stop", pooler], check=False)


def first_places(folder, kinds):
    first = {}

    def make(kind):
        session = Session()
        first[kind] = Place(folder, f"truth_{kind.replace(' ', '_')}", kind, session)
        session.close()

    threads = [threading.Thread(target=make, args=(kind,)) for kind in kinds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return first if len(first) == len(kinds) else sys.exit("a project does not run")


def main():
    runs = int(sys.argv[1])
    wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else WAYS
    kinds = sys.argv[3].split(",") if len(sys.argv) > 3 else list(KINDS)
    chance = random.Random(SEED)
    few = max(1, runs // 16)
    screens, pooled = (few if each in wanted else 0 for each in ("terminal", "pooler"))
    struck = runs - screens - pooled if {"request", "answer"} & set(wanted) else 0
    with tempfile.TemporaryDirectory(dir=os.environ["LIMBECK_TEST_WORK"]) as folder:
        os.chmod(folder, 0o755)
        tally, todo = Tally(), queue.Queue()
        for number in range(screens):
            todo.put(("terminal", chance.choice(PLAIN), AT_SCREEN[number % len(AT_SCREEN)]))
        for kind, fault in faults(chance, wanted, kinds, struck):
            todo.put(("proxy", kind, fault))
        first = first_places(folder, [*kinds, *(kind for kind in PLAIN if kind not in kinds and (screens or pooled))])
        workers = [Places(folder, number, first) for number in range(max(1, min(WORKERS, todo.qsize() // 8)))]
        threads = [threading.Thread(target=work, args=(tally, each, todo)) for each in workers]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        if pooled:
            behind_poolers(tally, workers[0], chance, folder, pooled)
    tally.report()


main()
