"""An address that drops connections, as a host that is switched off behind DNS round robin."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

__all__ = ["dead_address"]


@contextmanager
def dead_address(host: str, port: int) -> Iterator[None]:
    """Let nothing that connects to `host:port` ever be answered: its backlog is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(8):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex((host, port))
        yield
