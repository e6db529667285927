"""Between limbeck and its server: passes all bytes on until the chosen COMMIT, and strikes
there.

    proxy = Proxy(server_port)
    proxy.strike(Fault(way="answer", offset=5, kind="cut", commit=1, then="back"), word="COMMIT")
    ... run something against proxy.port ...
    proxy.struck.is_set()

`offset` counts the bytes that still pass: of the message COMMIT on its way to the server
("request"), or of what the server says to it ("answer"). Then "cut" resets the connection,
"close" ends it in order, "stall" lets nothing pass any more. Further connections get through
("back"), are reset ("away") or get no answer ("silent") until the next strike(). Of another
statement than COMMIT `word` is what it begins with.

    proxy.py PORT MODE [NUMBER [WORD]]    prints the port it listens on, and strikes at the COMMIT with this
                                          number (1: the first), of whichever connection; MODES, below
Each COMMIT that is seen is "commit NUMBER" on standard error."""

import signal
import socket
import struct
import sys
import threading
from collections import namedtuple

Fault = namedtuple("Fault", "way offset kind commit then")
REQUEST_BYTES, ANSWER_BYTES = 12, 18  # 'Q' COMMIT; 'C' COMMIT and 'Z'
ASKS_FIRST = [struct.pack('!I', code) for code in (80877103, 80877104)]  # for TLS, for GSSAPI
MODES = {
    "cut-before": ("request", 0, "cut", "back"),  # the server never gets it
    "cut-after": ("answer", 0, "cut", "back"),  # the server has answered it
    "cut-behind": ("answer", ANSWER_BYTES, "cut", "back"),  # and limbeck has read that
    "stall-before": ("request", 0, "stall", "back"),
    "stall": ("answer", 0, "stall", "back"),
    "silence": ("answer", 0, "stall", "silent"),
}


def reset(connection):
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)  # wakes whoever reads it: until then it stays open
    except OSError:
        pass
    connection.close()


def end(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()


class Link:
    """One connection of a client, and its own to the server."""

    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.lock = threading.Lock()
        self.pending = b""  # of the client's messages
        self.begun = False  # the messages up to the startup have no letter
        self.answer_left = None  # bytes of the answer that still pass
        self.stalled = threading.Event()
        for work in (self.requests, self.answers):
            threading.Thread(target=work, daemon=True).start()

    def close(self):
        end(self.client)
        end(self.server)

    def hit(self):
        fault, self.proxy.fault = self.proxy.fault, None
        if not fault:
            return
        self.proxy.further = fault.then
        if fault.kind == "stall":
            self.stalled.set()
        else:
            (reset if fault.kind == "cut" else end)(self.client)
            (reset if fault.kind == "cut" else end)(self.server)
        self.proxy.struck.set()

    def take_message(self):
        """The next whole message of what came; b'' where it is not whole."""
        at = 1 if self.begun else 0
        if len(self.pending) < at + 4:
            return b""
        length = at + struct.unpack("!I", self.pending[at:at + 4])[0]
        if len(self.pending) < length:
            return b""
        message, self.pending = self.pending[:length], self.pending[length:]
        self.begun = self.begun or message[4:8] not in ASKS_FIRST
        return message

    def send(self, message):
        """False when the connection was struck."""
        fault = self.proxy.fault
        if fault and message[:1] == b"Q" and message[5:].startswith(self.proxy.word):
            self.proxy.commits += 1
            self.proxy.seen(self.proxy.commits)
            if self.proxy.commits == fault.commit:
                if fault.way == "request":
                    self.server.sendall(message[:fault.offset])
                    self.hit()
                    return False
                with self.lock:
                    self.answer_left = fault.offset
        self.server.sendall(message)
        return True

    def requests(self):
        try:
            while True:
                part = self.client.recv(65536)
                if not part:
                    break
                if self.stalled.is_set():
                    continue
                self.pending += part
                while (message := self.take_message()):
                    if not self.send(message):
                        break
        except OSError:
            pass
        self.close()

    def answers(self):
        try:
            while True:
                part = self.server.recv(65536)
                if not part:
                    break
                if self.stalled.is_set():
                    continue
                with self.lock:
                    left = self.answer_left
                if left is not None and left <= len(part):
                    self.client.sendall(part[:left])
                    if self.proxy.fault:
                        self.hit()
                    if not self.stalled.is_set():
                        break
                    continue
                if left is not None:
                    self.answer_left = left - len(part)
                self.client.sendall(part)
        except OSError:
            pass
        if not self.stalled.is_set():
            self.close()


class Proxy:
    def __init__(self, server_port, seen=lambda number: None):
        self.server_port, self.seen, self.held = server_port, seen, []
        self.fault, self.commits, self.further, self.word = None, 0, "back", b"COMMIT"
        self.struck = threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def strike(self, fault, word="COMMIT"):
        self.struck.clear()
        self.fault, self.commits, self.further, self.word = fault, 0, "back", word.encode()
        self.held.clear()

    def serve(self):
        while True:
            client = self.listening.accept()[0]
            if self.further == "silent":
                self.held.append(client)
                continue
            if self.further == "away":
                reset(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                reset(client)
                continue
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            Link(self, client, server)


def main():
    way, offset, kind, then = MODES[sys.argv[2]]
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    proxy = Proxy(int(sys.argv[1]), lambda each: print("commit", each, file=sys.stderr, flush=True))
    proxy.strike(Fault(way, offset, kind, number, then), *sys.argv[4:])
    print(proxy.port, flush=True)
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
