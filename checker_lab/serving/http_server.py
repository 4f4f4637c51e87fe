"""A small HTTP server: an event loop in a daemon thread, and one Protocol for each connection.

A request that never gets an answer holds a connection, but no thread and no task: hundreds of them
cost next to nothing, and closing the server ends them immediately. This module must not know what
the answers are.
"""

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

__all__ = ["Connection", "Server"]

LARGEST_HEAD = 64 * 1024
"""Bytes of a request at most that are kept until its headers end."""
AFTER_A_FAILURE = 0.05
"""Seconds until the next client is accepted."""


class Connection(asyncio.Protocol):
    """One connection of a client. Only the server's thread calls its methods."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._received = b""
        self._last_request = False
        self._closes: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.opened(self)
        if self._server.patience is not None:
            self._closes = self._server.later(self._server.patience, self.drop)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._closes is not None:
            self._closes.cancel()
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
    """Listens from `start()` to `close()`.

    Args:
        on_request: called in the server's thread with the connection and the target of each
            request, such as `/pass?x=1`. It must not block.
        host, port: where to listen; with 0 a free port is chosen.
        name: of its thread.
        most: maximum number of open connections; further ones are closed immediately.
        patience: seconds after which a connection is closed, or None for no limit.

    Attributes:
        port: where it listens, once it is started.
        patience: as above.
    """

    def __init__(
        self,
        on_request: Callable[[Connection, str], None],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        name: str = "checker_lab server",
        most: int | None = None,
        patience: float | None = None,
    ) -> None:
        self.port = port
        self.patience = patience
        self._on_request = on_request
        self._host = host
        self._name = name
        self._most = most
        self._is_new = True
        self._thread: threading.Thread | None = None
        # Guards the connections. Notified of each request, and when a connection opens or closes.
        self.changed = threading.Condition()
        self._connections: set[Connection] = set()
        # Clients that were accepted; only the server's thread touches it.
        self._connecting: set[asyncio.Future[Any]] = set()

    @property
    def open_connections(self) -> int:
        """The number of connections that neither side has closed."""
        with self.changed:
            return len(self._connections)

    def start(self) -> None:
        """Listen, and accept connections in a thread.

        Raises:
            RuntimeError: it has been started before.
            OSError: the port is taken, or there is no port or no file left.
        """
        if not self._is_new:
            raise RuntimeError("these services have been started before: create new ones")
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.create_server((self._host, self.port), family=family, backlog=1024)
        self._is_new = False
        self.port = listener.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listener,), name=self._name, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Drop every connection, and return when thread and sockets are gone. Idempotent."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        self.begin_to_close()
        thread.join()

    def begin_to_close(self) -> None:
        """Close from any thread, without waiting for it."""
        with suppress(RuntimeError):  # it has been closed, and its event loop has ended
            self._loop.call_soon_threadsafe(self._closing.set)

    def later(self, seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
        """Call `call` in the server's thread after `seconds`, unless the server closes first."""
        return self._loop.call_later(seconds, call)

    def opened(self, connection: Connection) -> None:
        with self.changed:
            self._connections.add(connection)
            is_too_many = self._most is not None and len(self._connections) > self._most
            self.changed.notify_all()
        if is_too_many:
            connection.drop()

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
        listener.setblocking(False)
        # Not create_server() nor sock_accept(): either forgets a client that it has accepted when
        # it ends at that moment.
        self._loop.add_reader(listener, self._accept, listener)
        await self._closing.wait()
        self._loop.remove_reader(listener)
        listener.close()
        await asyncio.gather(*self._connecting, return_exceptions=True)
        while self._connections:
            for connection in list(self._connections):
                connection.drop()
            await asyncio.sleep(0)

    def _accept(self, listener: socket.socket) -> None:
        try:
            client, _ = listener.accept()
        except OSError:  # the client has gone, or there is no file left
            self._loop.remove_reader(listener)
            self._loop.call_later(AFTER_A_FAILURE, self._accept_again, listener)
            return
        making = self._loop.connect_accepted_socket(lambda: Connection(self), client)
        task = self._loop.create_task(making)
        self._connecting.add(task)
        task.add_done_callback(self._connecting.discard)

    def _accept_again(self, listener: socket.socket) -> None:
        if not self._closing.is_set():
            self._loop.add_reader(listener, self._accept, listener)
