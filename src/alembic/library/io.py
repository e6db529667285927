"""Files of the project, opened for reading."""
import _limbeck.files


class _Stream:
    def __init__(self, name, content, empty):
        self.name = name
        self.closed = False
        self._content = content
        self._empty = empty
        self._at = 0

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        self.closed = True
        return False

    def __iter__(self):
        while True:
            line = self.readline()
            if not line:
                return
            yield line

    def read(self, size=-1):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        end = len(self._content) if size is None or size < 0 else self._at + size
        taken = self._content[self._at:end]
        self._at += len(taken)
        return taken

    def readline(self):
        newline = self._content.find("\n" if self._empty == "" else b"\n", self._at)
        return self.read(newline + 1 - self._at if newline >= 0 else -1)

    def readlines(self):
        return list(self)

    def close(self):
        self.closed = True


class StringIO(_Stream):
    def __init__(self, initial_value="", newline="\n"):
        super().__init__("<string>", initial_value, "")

    def write(self, text):
        self._content = self._content[:self._at] + text + self._content[self._at + len(text):]
        self._at += len(text)
        return len(text)

    def getvalue(self):
        return self._content

    def seek(self, offset):
        self._at = offset
        return offset


class BytesIO(_Stream):
    def __init__(self, initial_bytes=b""):
        super().__init__("<bytes>", initial_bytes, b"")

    def getvalue(self):
        return self._content


_written = []  # what env.py would have written is in none of them


class _OutputFile:
    """What env.py opens for output_buffer: limbeck writes it, not the script. Of another use nothing is kept."""

    def __init__(self, path):
        self.name = path
        self._is_written = False

    @property
    def output_path(self):
        if self._is_written:
            raise NotImplementedError("limbeck does not write what env.py writes to the file of its output_buffer")
        return self.name

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        return False

    def write(self, text):
        self._is_written = True
        if self.name not in _written:
            _written.append(self.name)
        _limbeck.host.notice(f"env.py writes to {self.name!r}; limbeck does not")
        return len(text)

    def writelines(self, lines):
        self.write("".join(lines))

    def flush(self):
        pass

    close = flush


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
    if any(letter in mode for letter in "wax") and "+" not in mode and _limbeck.files.environment_runs():
        return _OutputFile(str(file))
    if str(file) in _written:
        raise NotImplementedError(f"limbeck does not know what env.py wrote to {str(file)!r}")
    if any(letter in mode for letter in "wax+"):
        raise NotImplementedError(f"limbeck does not let a migration write files: open(..., {mode!r})")
    if encoding is not None and encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig", "ascii"):
        raise NotImplementedError(f"limbeck reads files as UTF-8, not as {encoding}")
    content = _limbeck.files.read(str(file))
    if "b" in mode:
        return _Stream(str(file), content.encode("utf-8"), b"")
    if newline is None:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    return _Stream(str(file), content, "")
