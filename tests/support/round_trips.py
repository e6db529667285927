"""A line to a server that delays what passes, and counts round trips.

    round_trips.py PORT LOG [MILLISECONDS]   prints the port it listens on

Each direction is delayed by so many MILLISECONDS (0). A round trip is counted where the server answers
after the client has sent: however many messages went together, they are one. Each count is a
line of LOG: the number so far, and the first bytes that the client sent. Whoever truncates LOG begins again at
1. What the client sends after the last answer, such as its goodbye, is waited for by nobody, and not counted.

    with RoundTrips(port) as line: ... line.port ... line.take()"""

import asyncio
import sys
import threading


def shown(data):
    """Of the client's messages: letters, and what texts they hold."""
    return "".join(chr(byte) if 32 <= byte < 127 else " " for byte in data[:4000]).strip()


class RoundTrips:
    def __init__(self, server_port, log=None, milliseconds=0):
        self.server_port, self.log, self.delay = server_port, log, milliseconds / 1000
        self.trips = []
        self.ready = threading.Event()

    def note(self, sent):
        if self.log:
            with open(self.log, "a+", encoding="utf-8") as log:
                log.seek(0)
                number = sum(1 for _ in log) + 1
                log.write(f"{number}\t{shown(sent)}\n")
        self.trips.append(shown(sent))

    def take(self):
        """The round trips since the last call."""
        trips, self.trips = self.trips, []
        return trips

    async def pump(self, reader, writer, seen):
        queue, loop = asyncio.Queue(), asyncio.get_running_loop()

        async def deliver():
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0, due - loop.time()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()
            writer.close()

        delivering = asyncio.create_task(deliver())
        try:
            while True:
                data = await reader.read(65536)
                seen(data)
                queue.put_nowait((loop.time() + self.delay, data))
                if not data:
                    break
            await delivering
        except OSError:
            writer.close()

    async def connect(self, reader, writer):
        sent = bytearray()

        def of_client(data):
            sent.extend(data)

        def of_server(data):
            if data and sent:
                self.note(bytes(sent))
                sent.clear()

        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self.pump(reader, server_writer, of_client), self.pump(server_reader, writer, of_server))

    async def serve(self):
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        async with server:
            await server.serve_forever()

    def __enter__(self):
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()
        self.ready.wait()
        return self

    def __exit__(self, *ignored):
        pass


async def main():
    line = RoundTrips(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 0)
    serving = asyncio.create_task(line.serve())
    while not line.ready.is_set():
        await asyncio.sleep(0)
    print(line.port, flush=True)
    await serving


if __name__ == "__main__":
    asyncio.run(main())
