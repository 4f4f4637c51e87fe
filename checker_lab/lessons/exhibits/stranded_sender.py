"""A late check sends its answer to a channel that has no receiver any more."""

import threading
import time

from checker_lab.core.errors import ChannelTimeoutError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]

TIMEOUT = 1.0


def slow_health() -> bool:
    """A service that answers, but late."""
    time.sleep(2 * TIMEOUT)
    return True


class Broken:
    """A check with a timeout, in a thread of its own.

    Bug: the channel for the answer has no buffer. After the timeout no thread receives any more,
    so the sender waits forever: each timeout leaks a thread. In the wild:
    hellofresh/health-go#224, etherlabsio/healthcheck#28, goharbor/harbor#23840.
    """

    room = 0

    def __init__(self) -> None:
        self.outcome = ""
        self.worker: threading.Thread | None = None

    def check(self) -> None:
        answers: Channel[bool] = Channel(capacity=self.room)
        self.worker = threading.Thread(
            target=lambda: answers.send(slow_health()), name="worker", daemon=True
        )
        self.worker.start()
        try:
            self.outcome = "pass" if answers.receive(TIMEOUT) else "fail"
        except ChannelTimeoutError:
            self.outcome = "timeout"


class Fixed(Broken):
    """The same, fixed.

    Fix: the channel has room for the one answer, so its sender never waits.
    """

    room = 1


def check(checker: Broken) -> None:
    checker.check()


def no_thread_is_left(checker: Broken) -> bool:
    if checker.worker is None:
        return False
    checker.worker.join(10 * TIMEOUT)
    expect(not checker.worker.is_alive(), "the thread of the check waits to send, forever")
    return checker.outcome == "timeout"


EXHIBIT = ScheduleExhibit(
    name="stranded_sender",
    english_title="The stranded sender",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "hellofresh/health-go",
            "#224",
            "Each check that timed out leaked a goroutine, blocked in a send to an unbuffered "
            "channel.",
        ),
        Wild("etherlabsio/healthcheck", "#28", "The same, in the checker with a timeout."),
        Wild("goharbor/harbor", "#23840", "The same, with each request to the health endpoint."),
    ),
    threads={"A": check},
    invariant=no_thread_is_left,
)
