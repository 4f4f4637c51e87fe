"""A small HTTP server for the demo: an event loop in a daemon thread, and a Protocol a connection.

A request that is never answered is a connection that nobody writes to: it holds no thread and no
task, so hundreds of them cost next to nothing, and closing the server ends them at once.
"""

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus

__all__ = ["Connection", "Server"]

LARGEST_HEAD = 64 * 1024
"""Bytes of a request that are kept at most, while the end of its headers has not come."""


class Connection(asyncio.Protocol):
    """One connection of a client: reads requests, and can answer, wait, or drop it."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._received = b""
        self._last_request = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.lost(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._take(head)
        if len(self._received) > LARGEST_HEAD:
            self.drop()

    def _take(self, head: bytes) -> None:
        words = head.decode("latin-1").split("\r\n", 1)[0].split(" ")
        if len(words) != 3:
            self.drop()
            return
        self._last_request = b"connection: close" in head.lower()
        self._server.take(self, words[1])

    def reply(self, status: int, body: str, content_type: str = "application/json") -> None:
        """Answer, unless the client has gone."""
        if self._transport.is_closing():
            return
        content = body.encode()
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"content-type: {content_type}\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        self._transport.write(head.encode() + content)
        if self._last_request:
            self._transport.close()

    def reply_health(self, status: int, document: dict[str, str]) -> None:
        """Answer with an `application/health+json` document."""
        self.reply(status, json.dumps(document), "application/health+json")

    def drop(self) -> None:
        """Close the connection, with no answer."""
        self._transport.abort()


class Server:
    """Listens on a free port of 127.0.0.1 from `start()` to `close()`.

    Args:
        take: called in the server's thread with each request: its connection, and its target, as
            `/pass?x=1`. It must not block.
    """

    def __init__(self, take: Callable[[Connection, str], None]) -> None:
        self._on_request = take
        self._thread: threading.Thread | None = None
        self.port = 0
        # Guards the connections, and is notified when one comes or goes, and of each request.
        self.changed = threading.Condition()
        self._connections: set[Connection] = set()

    @property
    def open_connections(self) -> int:
        """Connections that no side has closed."""
        with self.changed:
            return len(self._connections)

    def start(self) -> None:
        """Listen. From here on connections are accepted, or wait to be.

        Raises:
            RuntimeError: it was started before.
            OSError: there is no port or no file left.
        """
        if self.port:
            raise RuntimeError("these services were started before: make new ones")
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = listener.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listener,), name="checker_lab demo services", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Drop every connection, and return when thread and sockets are gone. Twice is fine."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        self._loop.call_soon_threadsafe(self._closing.set)
        thread.join()

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call `call` in the server's thread after `seconds`; never, if it is closed before."""
        self._loop.call_later(seconds, call)

    def opened(self, connection: Connection) -> None:
        with self.changed:
            self._connections.add(connection)
            self.changed.notify_all()

    def lost(self, connection: Connection) -> None:
        with self.changed:
            self._connections.discard(connection)
            self.changed.notify_all()

    def take(self, connection: Connection, target: str) -> None:
        self._on_request(connection, target)
        with self.changed:
            self.changed.notify_all()

    def _run(self, listener: socket.socket) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(listener))

    async def _serve(self, listener: socket.socket) -> None:
        server = await self._loop.create_server(lambda: Connection(self), sock=listener)
        await self._closing.wait()
        server.close()
        # An accepted connection may be on its way to connection_made(): look until none is left.
        while self._connections:
            for connection in list(self._connections):
                connection.drop()
            await asyncio.sleep(0)
