"""What a person sees of limbeck's screens: a VT52, which knows few sequences.

    screen = Screen(folder, [program], environment)
    screen.type("u")
    screen.wait(lambda text: "run it" in text)
    screen.text()
    screen.close()      as a person closes the window; kill_terminal(): its program is killed instead
    screen.ended()"""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

ROWS, COLUMNS = 34, 110
# Holds the other end of the pseudo terminal, and passes on what is typed and written.
TERMINAL = """
import os, select, sys
master = int(sys.argv[1])
while True:
    for ready in select.select([0, master], [], [])[0]:
        try:
            part = os.read(ready, 65536)
        except OSError:
            part = b""
        if not part:
            sys.exit()
        os.write(master if ready == 0 else 1, part)
"""


class Screen:
    def __init__(self, folder, words, environment):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**environment, "TERM": "vt52", "LC_ALL": "C.UTF-8", "LINES": str(ROWS), "COLUMNS": str(COLUMNS)}
        self.terminal = subprocess.Popen([sys.executable, "-c", TERMINAL, str(master)], pass_fds=[master],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.program = subprocess.Popen(words, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave,
                                        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(master)
        os.close(slave)
        self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.pending = ""

    def type(self, keys):
        try:
            self.terminal.stdin.write(keys.encode())
        except BrokenPipeError:
            pass  # the program has ended

    def close(self):
        self.terminal.stdin.close()
        self.terminal.wait()

    def kill_terminal(self):
        self.terminal.send_signal(signal.SIGKILL)
        self.terminal.wait()

    def ended(self, patience):
        """The status; None where it does not end."""
        try:
            return self.program.wait(patience)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
            return None

    def text(self):
        """Of each row the widest panel, without the breaks that its width makes."""
        rows = (max("".join(row).split("│"), key=len).strip() for row in self.cells)
        return " ".join(row for row in rows if row)

    def wait(self, is_so, patience=20):
        """Until it is so of all that is shown."""
        end = time.monotonic() + patience
        while not is_so("\n".join("".join(row) for row in self.cells)):
            if time.monotonic() > end or not self.read(0.05):
                return False
        return True

    def read(self, patience):
        """False at the end."""
        output = self.terminal.stdout.fileno()
        if select.select([output], [], [], patience)[0]:
            part = os.read(output, 65536)
            if not part:
                return False
            self.pending += self.decode(part)
            while self.pending and (taken := self.take(self.pending)):
                self.pending = self.pending[taken:]
        return True

    def take(self, text):
        """Characters used; 0 where more are needed."""
        first = text[0]
        if first == "\033":
            needed = 4 if text[1:2] == "Y" else 2
            if len(text) >= needed:
                self.escape(text[1], text[2:4])
                return needed
            return 0
        if first == "\r":
            self.column = 0
        elif first == "\n":
            self.down()
        elif first == "\b":
            self.column = max(0, self.column - 1)
        elif first == "\t":
            self.column = min(COLUMNS - 1, self.column // 8 * 8 + 8)
        elif first >= " ":
            self.cells[self.row][min(self.column, COLUMNS - 1)] = first
            self.column = min(self.column + 1, COLUMNS - 1)
        return 1

    def down(self):
        if self.row + 1 < ROWS:
            self.row += 1
        else:
            self.cells = [*self.cells[1:], [" "] * COLUMNS]

    def escape(self, letter, place):
        if letter == "Y":
            self.row, self.column = min(ord(place[0]) - 32, ROWS - 1), min(ord(place[1]) - 32, COLUMNS - 1)
        elif letter == "H":
            self.row = self.column = 0
        elif letter == "A":
            self.row = max(0, self.row - 1)
        elif letter == "B":
            self.row = min(ROWS - 1, self.row + 1)
        elif letter == "C":
            self.column = min(COLUMNS - 1, self.column + 1)
        elif letter == "D":
            self.column = max(0, self.column - 1)
        elif letter == "I":
            self.row = max(0, self.row - 1)
        elif letter in "JK":
            self.cells[self.row][self.column:] = [" "] * (COLUMNS - self.column)
            for row in range(self.row + 1, ROWS if letter == "J" else 0):
                self.cells[row] = [" "] * COLUMNS
