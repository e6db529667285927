"""A PostgreSQL server that lets everybody but nobody in, and says at each turn what would take over a
terminal: as it lets a client in, and as the error of every statement but the
first, which asks who it is.

    fake_server.py      prints the port it listens on at 127.0.0.1, and its process number"""

import os
import socket
import struct
import threading

HOSTILE = b"\x1b]0;owned\x07\x1b[2Jcollation version mismatch\x1b]52;c;aGk=\x07\xc2\x9b31m"


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


def fields(severity):
    return b"".join(code + text + b"\0" for code, text in
                    ((b"S", severity), (b"V", severity), (b"C", b"01000"), (b"M", HOSTILE), (b"D", HOSTILE))) + b"\0"


def row(*values):
    columns = b"".join(b"c\0" + struct.pack("!IHIHIH", 0, 0, 25, 0xFFFF, 0xFFFFFFFF, 0) for _ in values)
    cells = b"".join(struct.pack("!I", len(value)) + value for value in values)
    count = struct.pack("!H", len(values))
    return message(b"T", count + columns) + message(b"D", count + cells) + message(b"C", b"SELECT 1\0")


def take(client, count):
    taken = b""
    while len(taken) < count:
        part = client.recv(count - len(taken))
        if not part:
            raise OSError("gone")
        taken += part
    return taken


def begin(client):
    while True:
        request = take(client, struct.unpack("!I", take(client, 4))[0] - 4)
        if struct.unpack("!I", request[:4])[0] != 80877103:  # no TLS here
            break
        client.sendall(b"N")
    if b"user\0nobody\0" in request:
        client.sendall(message(b"E", b"SFATAL\0VFATAL\0C28000\0Mrole \"nobody\" does not exist\0\0"))
        raise OSError("no such role")
    client.sendall(message(b"R", struct.pack("!I", 0)) + message(b"N", fields(b"WARNING")))
    for name, value in ((b"server_version", b"13.1"), (b"client_encoding", b"UTF8"), (b"server_encoding", b"UTF8")):
        client.sendall(message(b"S", name + b"\0" + value + b"\0"))
    client.sendall(message(b"K", struct.pack("!II", 4711, 1)) + message(b"Z", b"I"))


def serve(client):
    try:
        begin(client)
        known = False
        while True:
            kind, length = struct.unpack("!cI", take(client, 5))
            take(client, length - 4)
            if kind == b"X":
                return
            if kind == b"Q" and not known:
                known = True
                client.sendall(row(b"13.1", b"off", b"4711") + message(b"Z", b"I"))
            elif kind in b"QS":
                client.sendall(message(b"N", fields(b"WARNING")) + message(b"E", fields(b"ERROR")) + message(b"Z", b"I"))
    except OSError:
        pass
    finally:
        client.close()


def main():
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], os.getpid(), flush=True)
    while True:
        threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()


main()
