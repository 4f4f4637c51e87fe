"""Runs the real `health()` in the process of the test, for the items on the workers."""

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import cloudpickle

from tests.cluster.asking_items import ENDED, GOES_ON, Address

T = TypeVar("T")
KEY_LENGTH = 16
BACKLOG = 1024
TURNS = 16
"""Turns of the event loop that a cancelled check gets to end in, as in an `AsyncChecker`."""
BOUND = 20.0


class Answers:
    """Answers the workers' items from an event loop in a thread of its own.

    Args:
        check: how the health() of a real item is run; it returns a pickle of how that has ended.
    """

    def __init__(self, check: Callable[[Any], Awaitable[bytes]]) -> None:
        self._check = check
        self._items: dict[bytes, Any] = {}
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="answers", daemon=True)
        self._thread.start()
        self._server = self._call(asyncio.start_server(self._serve, "127.0.0.1", backlog=BACKLOG))

    @property
    def address(self) -> Address:
        """Where the items ask."""
        host, port = self._server.sockets[0].getsockname()
        return host, port

    def know(self, item: object) -> bytes:
        """Answer for `item` from now on; return its key."""
        key = uuid.uuid4().bytes
        self._items[key] = item
        return key

    def close(self) -> None:
        """Wait for all answers, and end the thread."""
        self._call(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(BOUND)
        assert not self._thread.is_alive()
        self.loop.close()

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(BOUND)

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            _, pending = await asyncio.wait(others, timeout=BOUND / 2)
            assert not pending, pending

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            item = self._items[await reader.readexactly(KEY_LENGTH)]
            check = asyncio.ensure_future(self._check(item))
            obeying = asyncio.ensure_future(_obey(reader, writer, check))
            writer.write(ENDED + await _outcome_of(check))
            writer.write_eof()
            # The worker closes first: a late cancellation would break the connection before the
            # worker has read everything.
            await obeying
        finally:
            writer.close()


async def _outcome_of(check: "asyncio.Future[bytes]") -> bytes:
    await asyncio.wait({check})
    return _raised(asyncio.CancelledError()) if check.cancelled() else check.result()


async def _obey(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, check: "asyncio.Future[bytes]"
) -> None:
    """Cancel the check whenever the worker says so, and when it is gone."""
    while await _is_cancelled(reader):
        check.cancel()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if not check.done():
            writer.write(GOES_ON)
    check.cancel()


async def _is_cancelled(reader: asyncio.StreamReader) -> bool:
    try:
        return bool(await reader.read(1))
    except ConnectionError:
        return False  # the worker was killed


async def check_in_thread(item: Any) -> bytes:
    """Run the plain health() of `item`, whatever is cancelled meanwhile."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[bytes] = loop.create_future()

    def check() -> None:
        try:
            outcome = _returned(item.health())
        except BaseException as error:
            outcome = _raised(error)
        loop.call_soon_threadsafe(ended.set_result, outcome)

    threading.Thread(target=check, name="answer", daemon=True).start()
    return await asyncio.shield(ended)


async def check_in_task(item: Any) -> bytes:
    """Await the async health() of `item`."""
    try:
        return _returned(await item.health())
    except BaseException as error:
        return _raised(error)


def _returned(value: object) -> bytes:
    return bytes(cloudpickle.dumps((False, value)))


def _raised(error: BaseException) -> bytes:
    # Its traceback may be too deep to be pickled, and is not needed on the worker.
    return bytes(cloudpickle.dumps((True, error.with_traceback(None))))
