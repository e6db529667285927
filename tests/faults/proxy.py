#!/usr/bin/python3
"""Between limbeck and a PostgreSQL at 127.0.0.1: proxy.py PORT MODE [NUMBER]

Prints the port it listens on, and passes everything on but for the COMMIT with this number (1: the
first), of whichever connection. What comes after that, on other connections too, passes again.

  pass        nothing happens
  cut-before  the server never gets the COMMIT; both ends are cut
  cut-after   the server has answered it; the answer is dropped and both ends are cut
  stall       the server has answered it; the answer never comes, the connection stays
  stall-before  the server never gets it, the connection stays
  silence     as stall, and new connections get no answer either

Writes "commit NUMBER" to standard error for each COMMIT it sees."""
import select
import socket
import struct
import sys
import threading

COMMIT = b"Q\0\0\0\x0bCOMMIT\0"

target, mode = int(sys.argv[1]), sys.argv[2]
number = int(sys.argv[3]) if len(sys.argv) > 3 else 1
lock = threading.Lock()
seen = 0
silent = threading.Event()


def is_the_one(data):
    global seen
    if COMMIT not in data:
        return False
    with lock:
        seen += 1
        print("commit", seen, file=sys.stderr, flush=True)
        return seen == number and mode != "pass"


def cut(*ends):
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.close()


def wait_for_answer(server):
    """Until ReadyForQuery, so that what the server did is done."""
    data = b""
    while b"Z\0\0\0\x05" not in data:
        part = server.recv(65536)
        if not part:
            return
        data += part


def hold(client, server):
    """Keeps the connection until the client goes."""
    while client.recv(65536):
        pass
    cut(client, server)


def act(client, server, data):
    if mode in ("cut-after", "stall", "silence"):
        server.sendall(data)
        wait_for_answer(server)
    if mode == "silence":
        silent.set()
    if mode.startswith("cut"):
        cut(client, server)
    else:
        hold(client, server)


def serve(client):
    if silent.is_set():
        while client.recv(65536):
            pass
        return
    server = socket.create_connection(("127.0.0.1", target))
    ends = {client: server, server: client}
    while True:
        for end in select.select(list(ends), [], [])[0]:
            data = end.recv(65536)
            if not data:
                client.close()
                server.close()
                return
            if end is client and is_the_one(data):
                act(client, server, data)
                return
            ends[end].sendall(data)


def guarded(client):
    try:
        serve(client)
    except OSError:
        client.close()


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=guarded, args=(listener.accept()[0],), daemon=True).start()
