"""How long a screen lets a person wait: from start to the first picture, and from a key to
its picture, as a terminal sees them."""
import fcntl
import os
import pathlib
import pty
import select
import shutil
import statistics
import struct
import termios
import time

QUIET = 0.004  # a picture is whole when nothing more comes for so long
LOST = 0.25  # a key that changes nothing draws nothing


class Program:
    """On a terminal of 120 columns and 40 rows."""

    def __init__(self, words, folder):
        self.started = time.perf_counter()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.execvp(words[0], words)

    def read(self, seconds):
        """What comes within the time, and when it came; None: nothing."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return None
        data = os.read(self.terminal, 1 << 16)
        return data, time.perf_counter()

    def picture_after(self, since):
        """Seconds until the last byte of what is drawn next."""
        found = self.read(LOST)
        last = None
        while found:
            last = found[1]
            found = self.read(QUIET)
        return None if last is None else last - since

    def press(self, key):
        since = time.perf_counter()
        os.write(self.terminal, key)
        return self.picture_after(since)

    def wait_for(self, text):
        """Seconds from the start until the text was drawn."""
        seen = b""
        while text not in seen:
            data, at = self.read(60)
            seen += data
        return at - self.started

    def memory(self):
        """Kilobytes at most so far."""
        status = pathlib.Path(f"/proc/{self.child}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])

    def end(self, key):
        os.write(self.terminal, key)
        try:
            while self.read(5):
                pass
        except OSError:
            pass
        os.waitpid(self.child, 0)
        os.close(self.terminal)


# Each changes what is shown, wherever the keys before it led.
WALK = ([b"G"] + [b"k"] * 40 + [b"g"] + [b"j"] * 40 + [b"\x1b[6~"] * 20 + [b"\x1b[5~"] * 10) * 4


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def measure(program, keys):
    """Milliseconds a key: the middle one, and the one that 99 of 100 are below."""
    times = [took for took in map(program.press, keys) if took is not None]
    return statistics.median(times) * 1000, percentile(times, 0.99) * 1000, len(times)


SCROLL = [b"k", b"j"] * 100  # from the middle of a run's statements: each scrolls


def show(title, program, keys):
    middle, most, pressed = measure(program, keys)
    print(f"{title}: key to picture {middle:.2f} ms, p99 {most:.2f} ms of {pressed} keys", flush=True)


def frames_far(limbeck, folder, count, pause, go_on):
    """On a server 20 ms away: at rest, during a step that takes long, and with the server stopped in it.
    `pause` and `go_on` stop the sessions of the server, and let them go on."""
    title = f"{count} revisions, 20 ms away"
    program = Program([limbeck], folder)
    program.wait_for(b"pending")
    while program.read(1):
        pass
    show(title, program, WALK)
    program.press(b"g")
    program.press(b"u")
    program.wait_for(b"run it")
    while program.read(1):
        pass
    program.press(b"y")
    program.wait_for(b"pg_sleep")
    for _ in range(10):
        program.press(b"k")
    show(f"{title}, in a run", program, SCROLL)
    pause()
    show(f"{title}, in a run, the server stopped", program, SCROLL)
    program.press(b"\x1b")
    program.press(b"y")
    left = time.perf_counter()
    program.press(b"\x03")
    program.end(b"\x03")
    print(f"{title}, the server stopped: {(time.perf_counter() - left) * 1000:.0f} ms from Ctrl-C to the end", flush=True)
    go_on()


def frames(limbeck, folder, count):
    program = Program([limbeck], folder)
    first = program.wait_for(b"Database") * 1000
    whole = program.wait_for(b"pending") * 1000
    while program.read(0.3):
        pass
    title = f"{count} revisions:"
    print(f"{title} first picture {first:.0f} ms, with the database {whole:.0f} ms")
    middle, most, pressed = measure(program, WALK)
    print(f"{title} key to picture {middle:.2f} ms, p99 {most:.2f} ms of {pressed} keys (a 60 Hz frame: 16.67 ms)")
    for name, key in (("filtered", b"ftable Step 1\r"), ("folded", b"z")):
        program.press(key)
        middle, most, pressed = measure(program, WALK)
        print(f"{title} {name}: key to picture {middle:.2f} ms, p99 {most:.2f} ms of {pressed} keys")
    print(f"{title} the interface's peak memory is {program.memory()} KB")
    program.end(b"q")
    if not shutil.which("less"):
        return
    with open(folder / "lines", "w") as lines:
        lines.writelines(f"line {number} of as many as there are revisions\n" for number in range(count))
    pager = Program(["less", "lines"], folder)
    pager.picture_after(pager.started)
    keys = [key for key in WALK]
    other = measure(pager, keys)
    pager.end(b"q")
    print(f"{title} key to picture in less on as many lines {other[0]:.2f} ms, p99 {other[1]:.2f} ms")


FLEET_WALK = ([b"G"] + [b"k"] * 20 + [b"h"] * 20 + [b"g"] + [b"j"] * 20 + [b"\x1b[6~"] * 10 + [b"\x1b[5~"] * 5) * 4


def fleet_frames(limbeck, folder, count):
    """The grid of a fleet while its members are read, when they are, and sorted by lag."""
    program = Program([limbeck, "fleet", "--jobs", "2"], folder)
    first = program.wait_for(b"Problems") * 1000
    title = f"a fleet of {count}:"
    print(f"{title} first picture {first:.0f} ms")
    program.wait_for(b"at head")
    show(f"{title} being read", program, FLEET_WALK)
    for _ in range(10000):
        shown = program.read(2)
        if not shown:
            break
    print(f"{title} read in {time.perf_counter() - program.started - 2:.0f} s; {program.memory()} KB at most", flush=True)
    for name, key in (("at rest", b"g"), ("by lag", b"o"), ("all selected", b"A")):
        program.press(key)
        show(f"{title} {name}", program, FLEET_WALK)
    program.end(b"q")
