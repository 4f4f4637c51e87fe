"""Items for workers that ask the process of the test what their `health()` should do.

A check is a connection to 127.0.0.1. The worker sends the key of the item; the process of the test
answers with a pickle of how `health()` ended, and closes. A cancelled task sends one byte more, and
hears whether that has ended the real one.
"""

import asyncio
import pickle
import socket
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

GOES_ON = b"g"
ENDED = b"e"
CANCEL = b"c"

HELD: "weakref.WeakSet[AskingItem]" = weakref.WeakSet()
"""All that exist in this process."""

CHECKING: set[socket.socket] = set()
"""Their checks in flight."""

Address = tuple[str, int]


class AskingItem:
    """An item for threads.

    Args:
        item_id: its id.
        address: where the process of the test listens.
        key: the key of the real item there.
    """

    def __init__(self, item_id: str, address: Address, key: bytes) -> None:
        self.id = item_id
        self._address = address
        self._key = key
        HELD.add(self)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.id, self._address, self._key)

    def health(self) -> Any:
        """Whatever the real health() returns, or raises."""
        with self._ask() as connection:
            connection.recv(1)
            return read_outcome(connection)

    @contextmanager
    def _ask(self) -> Iterator[socket.socket]:
        # No await before this: once sent, the real health() will start.
        with socket.create_connection(self._address) as connection:
            CHECKING.add(connection)
            try:
                connection.sendall(self._key)
                yield connection
            finally:
                CHECKING.discard(connection)


class AsyncAskingItem(AskingItem):
    """An item for tasks."""

    async def health(self) -> Any:
        """Whatever the real health() returns, or raises; it is cancelled with this one."""
        loop = asyncio.get_running_loop()
        answered = asyncio.Event()
        with self._ask() as connection:
            loop.add_reader(connection, answered.set)
            try:
                await wait_for_the_end(connection, answered)
            finally:
                loop.remove_reader(connection)
            return read_outcome(connection)


async def wait_for_the_end(connection: socket.socket, answered: asyncio.Event) -> None:
    word = GOES_ON
    while word == GOES_ON:
        try:
            await answered.wait()
        except asyncio.CancelledError:
            # A checker gives a cancelled task a few turns of the event loop to end in. Block, or
            # they would be over before the answer arrives.
            connection.sendall(CANCEL)
        word = connection.recv(1)


def read_outcome(connection: socket.socket) -> Any:
    """Read how the real health() has ended, and end so."""
    parts = list(iter(lambda: connection.recv(65536), b""))
    raised, value = pickle.loads(b"".join(parts))
    if raised:
        raise value
    return value
