"""A small HTTP server: an event loop in a daemon thread, and one Protocol for each connection.

A request that never gets an answer holds a connection, but no thread and no task: hundreds of them
cost next to nothing, and closing the server ends them immediately. This module must not know what
the services do.
"""

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus

__all__ = ["Connection", "Server"]

LARGEST_HEAD = 64 * 1024
"""Bytes of a request at most that are kept until its headers end."""


class Connection(asyncio.Protocol):
    """One connection of a client. Only the server's thread calls its methods."""

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
        """Send an answer, unless the client has gone."""
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
        """Send an `application/health+json` document."""
        self.reply(status, json.dumps(document), "application/health+json")

    def drop(self) -> None:
        """Close the connection without an answer."""
        self._transport.abort()


class Server:
    """Listens on a free port of 127.0.0.1 from `start()` to `close()`.

    Args:
        on_request: called in the server's thread with the connection and the target of each
            request, such as `/pass?x=1`. It must not block.
    """

    def __init__(self, on_request: Callable[[Connection, str], None]) -> None:
        self._on_request = on_request
        self._thread: threading.Thread | None = None
        self.port = 0
        # Guards the connections. Notified of each request, and when a connection opens or closes.
        self.changed = threading.Condition()
        self._connections: set[Connection] = set()

    @property
    def open_connections(self) -> int:
        """The number of connections that neither side has closed."""
        with self.changed:
            return len(self._connections)

    def start(self) -> None:
        """Listen, and accept connections in a thread.

        Raises:
            RuntimeError: it has been started before.
            OSError: there is no port or no file left.
        """
        if self.port:
            raise RuntimeError("these services have been started before: create new ones")
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = listener.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listener,), name="checker_lab demo services", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Drop every connection, and return when thread and sockets are gone. Idempotent."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        self._loop.call_soon_threadsafe(self._closing.set)
        thread.join()

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call `call` in the server's thread after `seconds`, unless the server closes first."""
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
        # connection_made() may still be due for an accepted connection: repeat until none is left.
        while self._connections:
            for connection in list(self._connections):
                connection.drop()
            await asyncio.sleep(0)
