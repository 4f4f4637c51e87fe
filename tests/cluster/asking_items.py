"""What is sent to a worker: an item that asks the test's process what its health() is to do.

A check is a connection to 127.0.0.1. The worker says which item is checked, by a key; the test's
process says how its health() has ended, in a pickle, and closes. A task that is cancelled sends a
byte more, and is told whether the real one has ended by that.
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
"""The items that are held in this process."""

CHECKING: set[socket.socket] = set()
"""The checks of them that are under way."""

Address = tuple[str, int]


class AskingItem:
    """An item for threads.

    Args:
        item_id: its id.
        address: where the test's process listens.
        key: what the real item is known by there.
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
        # Nothing is awaited before the real health() is sure to begin.
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
            # A checker gives a cancelled task some turns of the event loop to end in. It blocks
            # here, or all of them would be over before the answer comes.
            connection.sendall(CANCEL)
        word = connection.recv(1)


def read_outcome(connection: socket.socket) -> Any:
    """Read how the real health() has ended, and end so."""
    parts = list(iter(lambda: connection.recv(65536), b""))
    raised, value = pickle.loads(b"".join(parts))
    if raised:
        raise value
    return value
