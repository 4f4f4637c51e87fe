"""Seconds passed where milliseconds are expected."""

import threading
from collections.abc import Callable

from checker_lab.core.clock import Clock
from checker_lab.core.errors import ChannelTimeoutError
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild, expect
from checker_lab.testing import ManualClock, wait_until
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


def poll(answers: Channel[bool], timeout: float) -> bool | None:
    """Wait for an answer. As in `select.poll`, the timeout is in milliseconds."""
    try:
        return answers.receive(timeout / 1000)
    except ChannelTimeoutError:
        return None


class Broken:
    """A client that asks a service, and waits `timeout` seconds for the answer.

    Bug: `poll()` expects milliseconds and gets seconds. Two seconds become two milliseconds, and
    every service looks dead. In the wild: moby/moby#32504, eltmon/overdeck#2547.
    """

    def __init__(self, ask: Callable[[], bool], timeout: float, clock: Clock) -> None:
        self.timeout = timeout
        self._ask = ask
        self._clock = clock

    def health(self) -> bool | None:
        answers: Channel[bool] = Channel(capacity=1, clock=self._clock)
        threading.Thread(target=lambda: answers.send(self._ask()), daemon=True).start()
        return self._wait(answers)

    def _wait(self, answers: Channel[bool]) -> bool | None:
        return poll(answers, self.timeout)


class Fixed(Broken):
    """The same, fixed.

    Fix: use one unit everywhere, seconds, and convert visibly where an API expects another.
    """

    def _wait(self, answers: Channel[bool]) -> bool | None:
        milliseconds = self.timeout * 1000
        return poll(answers, milliseconds)


def waits_as_long_as_it_says(code: type[Broken]) -> None:
    """A service that never answers, and a clock that stands still until the test advances it."""
    clock = ManualClock()
    answered = threading.Event()
    client = code(answered.wait, timeout=2.0, clock=clock)
    waiting = threading.Thread(target=client.health, daemon=True)
    waiting.start()
    wait_until(lambda: clock.alarms)
    (deadline,) = clock.alarms
    clock.advance(deadline)
    waiting.join()
    answered.set()
    expect(deadline == 2.0, "a timeout of 2 s was over after {0:g} s", deadline)


EXHIBIT = ContractExhibit(
    name="wrong_unit",
    english_title="The timeout in the wrong unit",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "moby/moby",
            "#32504",
            "The API takes the timeout of a health check in nanoseconds: a 3 that meant 3 seconds "
            "was 3 ns. It now rejects less than a millisecond.",
        ),
        Wild(
            "eltmon/overdeck",
            "#2547",
            "A health timeout of 180, meant as seconds, was over after 180 ms.",
        ),
    ),
    contract=waits_as_long_as_it_says,
)
