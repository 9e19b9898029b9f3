"""A line between a phone and the server that is cut at a chosen point of the next sending.

before     the line is down: nothing reaches the server
middle     half of what is sent reaches the server
committed  all of it does, and the server answers into the void
answer     half of the answer comes back
killed     as committed; whoever sent it is gone when the answer comes (the test sees to that)"""

import asyncio
import re
import threading
from contextlib import contextmanager

POINTS = ("before", "middle", "committed", "answer", "killed")
SENDING = re.compile(rb"^POST /\S*/visit/ ")
ASKED = re.compile(
    rb"\r\nCut: *(\w+)", re.IGNORECASE
)  # a client of many threads says with each sending where
LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
STAYS_OPEN = re.compile(rb"\r\nConnection: [^\r]*", re.IGNORECASE)


class Line:
    def __init__(self, port):
        self.server_port = port
        self.down = False
        self.cut = None  # the point at which the next sending is cut
        self.cuts = []  # those that were
        self.hit = threading.Event()
        self._under_way = set()  # asyncio itself would let go of a task that nobody else holds

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def cut_at(self, point):
        self.hit.clear()
        self.down, self.cut = point == "before", None if point == "before" else point

    async def serve(self, started):
        self.loop, self.ending = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._carry, "127.0.0.1", 0) as listening:
            self.port = listening.sockets[0].getsockname()[1]
            started.set()
            await self.ending.wait()

    async def _carry(self, reader, writer):
        """One request and its answer; then the connection ends, so that every sending has one of its own."""
        upstream, task = None, asyncio.current_task()
        self._under_way.add(task)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            point = self._point(head)
            if point == "before":
                return
            answer, upstream = await asyncio.open_connection("127.0.0.1", self.server_port)
            request = STAYS_OPEN.sub(b"", head[:-4]) + b"\r\nConnection: close\r\n\r\n" + body
            upstream.write(request[: -len(body) // 2] if point == "middle" else request)
            await upstream.drain()
            if point != "middle":
                await self._answer(await answer.read(), writer, point)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            if upstream:
                upstream.transport.abort()
            self._under_way.discard(task)

    async def _answer(self, whole, writer, point):
        head, _gap, rest = whole.partition(b"\r\n\r\n")
        told = STAYS_OPEN.sub(b"", head) + b"\r\nConnection: close\r\n\r\n" + rest
        writer.write(b"" if point in ("committed", "killed") else told[: len(told) // 2] if point else told)
        await writer.drain()

    def _point(self, head):
        if self.down:
            point = "before"
        elif SENDING.match(head):
            asked = ASKED.search(head)
            point, self.cut = asked[1].decode() if asked else self.cut, None
        else:
            return None
        if point and SENDING.match(head):
            self.cuts.append(point)
            self.hit.set()
        return point


@contextmanager
def line_to(port):
    line, started = Line(port), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line.serve(started)), daemon=True)
    thread.start()
    started.wait(timeout=10)
    try:
        yield line
    finally:
        line.loop.call_soon_threadsafe(line.ending.set)
        thread.join(timeout=10)
