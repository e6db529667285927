"""What a person sees of limbeck's screens: a VT52, which knows few sequences.

    screen = Screen(folder, [program], environment)
    screen.type("u")
    screen.wait(lambda text: "run it" in text)
    screen.text()"""

import codecs
import fcntl
import os
import pty
import select
import struct
import termios
import time

ROWS, COLUMNS = 34, 110


class Screen:
    def __init__(self, folder, words, environment):
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(words[0], words, {**environment, "TERM": "vt52", "LC_ALL": "C.UTF-8", "LINES": str(ROWS), "COLUMNS": str(COLUMNS)})
        self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.pending = ""

    def type(self, keys):
        os.write(self.master, keys.encode())

    def close(self):
        os.close(self.master)

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
        if select.select([self.master], [], [], patience)[0]:
            try:
                part = os.read(self.master, 65536)
            except OSError:
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
