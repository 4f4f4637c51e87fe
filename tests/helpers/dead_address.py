"""An address that drops connections, as a host that is switched off behind DNS round robin."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

__all__ = ["dead_address"]


@contextmanager
def dead_address(host: str) -> Iterator[int]:
    """Return a port of `host` that never answers an attempt to connect: its backlog is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((host, 0))
        listener.listen(0)
        for _ in range(8):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
