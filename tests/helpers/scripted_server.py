"""A server of raw sockets that does what no HTTP server should, and sees who still is connected."""

import select
import socket
import struct
import threading
from collections.abc import Callable
from typing import Self

__all__ = ["ScriptedServer", "Script", "Visit", "answer", "closed_port"]


class Visit:
    """One connection, as its script sees it. A client that closes it ends the script."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read_request(self) -> bytes:
        """All bytes up to the end of the headers."""
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._receive()
        return head

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def pause(self, seconds: float) -> None:
        """Wait for the client to close, and no longer than that."""
        if select.select([self._connection], [], [], seconds)[0]:
            self._receive()

    def wait_until_closed(self) -> None:
        while True:
            self._receive()

    def send_end(self) -> None:
        """Send nothing more."""
        self._connection.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Close as a server that has crashed: TCP's RST."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def _receive(self) -> bytes:
        data = self._connection.recv(65536)
        if not data:
            raise ConnectionError("the client has closed")
        return data


Script = Callable[[Visit], None]


def answer(data: bytes, *, end: bool = False) -> Script:
    """A script: send `data` to each request, and leave the closing to the client.

    With `end`, send nothing after the first.
    """

    def run(visit: Visit) -> None:
        while True:
            visit.read_request()
            visit.send(data)
            if end:
                visit.send_end()

    return run


def closed_port() -> int:
    """A port of 127.0.0.1 where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


class ScriptedServer:
    """Plays `script` to every client, each in a thread; `with ScriptedServer(script) as server`."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        # Guards the two counts, and is notified when one changes.
        self._changed = threading.Condition()
        self._open = 0
        self._visits = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # close() alone would leave accept() waiting.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def wait_for_visits(self, visits: int, seconds: float = 5.0) -> bool:
        """Have so many clients connected, `seconds` from now at the latest?"""
        with self._changed:
            return self._changed.wait_for(lambda: self._visits >= visits, seconds)

    def wait_until_nobody_is_connected(self, seconds: float = 5.0) -> bool:
        """Has every client closed its connection, `seconds` from now at the latest?"""
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
            threading.Thread(target=self._play, args=(connection,), daemon=True).start()

    def _play(self, connection: socket.socket) -> None:
        visit = Visit(connection)
        try:
            with connection:
                self._script(visit)
        except OSError:
            pass
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()
