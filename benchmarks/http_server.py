"""An HTTP server in a process of its own, so that it takes no CPU time from its clients.

It does as little as a server can: to every request it answers `{"status": "pass"}`.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["serving"]

BODY = b'{"status": "pass"}'
ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/health+json\r\n"
    b"content-length: %d\r\n\r\n%b" % (len(BODY), BODY)
)
END = b"\r\n\r\n"


class _Connection(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(END)
        if requests:
            self._transport.write(ANSWER * len(requests))


@contextmanager
def serving() -> Iterator[str]:
    """Start such a server for the duration of the `with`, and return its URL."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.http_server"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.kill()
        server.communicate()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until the parent process has ended


if __name__ == "__main__":
    asyncio.run(_serve())
