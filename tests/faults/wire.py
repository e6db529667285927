"""Between limbeck and its server: passes all bytes on until the chosen COMMIT, and strikes
there.

    proxy = Proxy(server_port)
    proxy.strike(Fault(way="answer", offset=5, kind="cut", commit=1, comes_back=True))
    ... run something against proxy.port ...
    proxy.struck.is_set()

`offset` counts the bytes that still pass: of the message COMMIT on its way to the server
("request"), or of what the server says to it ("answer"). Then "cut" resets the connection,
"close" ends it in order, "stall" lets nothing pass any more. Where the server does not come
back, further connections are reset until the next strike()."""

import socket
import struct
import threading
from collections import namedtuple

Fault = namedtuple("Fault", "way offset kind commit comes_back")
REQUEST_BYTES, ANSWER_BYTES = 12, 18  # 'Q' COMMIT; 'C' COMMIT and 'Z'


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
        self.begun = False  # the first message has no letter
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
        self.proxy.is_away = not fault.comes_back
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
        self.begun = True
        return message

    def send(self, message):
        """False when the connection was struck."""
        fault = self.proxy.fault
        if fault and message[:1] == b"Q" and message[5:11] == b"COMMIT":
            self.proxy.commits += 1
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
    def __init__(self, server_port):
        self.server_port = server_port
        self.fault, self.commits, self.is_away = None, 0, False
        self.struck = threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def strike(self, fault):
        self.struck.clear()
        self.fault, self.commits, self.is_away = fault, 0, False

    def serve(self):
        while True:
            client = self.listening.accept()[0]
            if self.is_away:
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
