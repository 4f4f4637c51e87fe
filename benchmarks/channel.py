"""Items through a `Channel`, from one thread to another."""

import queue
import threading
from collections.abc import Callable

from benchmarks.harness import Row, Rows, Size, alternate, timed
from checker_lab import Channel

ROW = Row(
    "send and receive of {:,} items through `Channel`, between two threads", "`queue.Queue`", 0.8
)


def rows(size: Size) -> Rows:
    count = size.of(100_000)

    def ours() -> None:
        channel: Channel[int] = Channel()
        carry(count, channel.send, channel.receive)

    def floor() -> None:
        standard: queue.Queue[int] = queue.Queue()
        carry(count, standard.put, standard.get)

    row = ROW._replace(figure=ROW.figure.format(count))
    yield row.measured(alternate(timed(ours), timed(floor), size.rounds))


def carry(count: int, put: Callable[[int], object], get: Callable[[], int]) -> None:
    """Send `count` items from a second thread, and receive them in this one."""

    def send() -> None:
        for number in range(count):
            put(number)

    sender = threading.Thread(target=send)
    sender.start()
    for number in range(count):
        assert get() == number
    sender.join()
