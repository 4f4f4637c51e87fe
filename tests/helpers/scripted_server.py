"""A server of raw sockets that plays a script to each client, and sees who is still connected."""

import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

__all__ = ["Script", "ScriptedServer", "Visit", "answer", "closed_port"]


class Visit:
    """One connection, as its script sees it. A client that closes it ends the script."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read_request(self) -> bytes:
        """Return the bytes up to the end of the headers."""
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._receive()
        return head

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def pause(self, seconds: float) -> None:
        """Wait for the client to close, but at most `seconds`."""
        if select.select([self._connection], [], [], seconds)[0]:
            self._receive()

    def wait_until_closed(self) -> None:
        while True:
            self._receive()

    def start_tls(self, context: ssl.SSLContext) -> None:
        self._connection = context.wrap_socket(self._connection, server_side=True)

    def send_end(self) -> None:
        """Send nothing more."""
        self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._connection.close()

    def reset(self) -> None:
        """Close as a crashed server does: with TCP's RST."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def _receive(self) -> bytes:
        data = self._connection.recv(65536)
        if not data:
            raise ConnectionError("the client has closed")
        return data


Script = Callable[[Visit], None]


def answer(data: bytes, *, end: bool = False) -> Script:
    """Make a script that sends `data` to each request and lets the client close.

    With `end`, it sends nothing after the first answer.
    """

    def run(visit: Visit) -> None:
        while True:
            visit.read_request()
            visit.send(data)
            if end:
                visit.send_end()

    return run


def closed_port() -> int:
    """Return a port of 127.0.0.1 where no server listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


class ScriptedServer:
    """Plays `script` to every client: `with ScriptedServer(script) as server`.

    Args:
        script: runs in a thread for each client.
        host: the address to listen at.
        port: the port; 0 for a free one.
        one_at_a_time: accept a client only when the one before it has gone.
    """

    def __init__(
        self,
        script: Script,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        one_at_a_time: bool = False,
    ) -> None:
        self._script = script
        self._one_at_a_time = one_at_a_time
        self._listener = socket.create_server((host, port), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{host}:{self.port}/"
        # Guards the two counts, and is notified when one changes.
        self._changed = threading.Condition()
        self._open = 0
        self._visits = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # close() alone would leave accept() waiting.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    @property
    def visits(self) -> int:
        with self._changed:
            return self._visits

    def wait_for_visits(self, visits: int, seconds: float = 5.0) -> bool:
        """Wait at most `seconds` until so many clients have connected; return whether they have."""
        with self._changed:
            return self._changed.wait_for(lambda: self._visits >= visits, seconds)

    def wait_until_all_have_closed(self, seconds: float = 5.0) -> bool:
        """Wait at most `seconds` until every client has closed; return whether all have."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, seconds)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self._open += 1
                self._visits += 1
                self._changed.notify_all()
            thread = threading.Thread(target=self._play, args=(connection,), daemon=True)
            thread.start()
            if self._one_at_a_time:
                thread.join()

    def _play(self, connection: socket.socket) -> None:
        visit = Visit(connection)
        try:
            self._script(visit)
        except OSError:  # the client has closed, or TLS has failed
            pass
        finally:
            visit.close()
            with self._changed:
                self._open -= 1
                self._changed.notify_all()
