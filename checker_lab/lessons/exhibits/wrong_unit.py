"""Seconds that are taken for milliseconds."""

import threading
from collections.abc import Callable

from checker_lab.core.clock import Clock
from checker_lab.core.errors import ChannelTimeoutError
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild
from checker_lab.testing import ManualClock, wait_until
from checker_lab.threads.channel import Channel

__all__ = ["EXHIBIT", "Broken", "Fixed"]


def poll(answers: Channel[bool], timeout: float) -> bool | None:
    """Wait for an answer, as `select.poll` does: the timeout is in milliseconds."""
    try:
        return answers.receive(timeout / 1000)
    except ChannelTimeoutError:
        return None


class Broken:
    """A client: it asks a service, and waits `timeout` seconds for the answer.

    Bug: `poll()` counts in milliseconds, and gets the seconds as they are. Two seconds become two
    milliseconds, and every service looks dead. In the wild: moby/moby#32504,
    eltmon/overdeck#2547.
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
    """The same.

    Fix: one unit everywhere, seconds, and a conversion with the units in sight where another
    begins.
    """

    def _wait(self, answers: Channel[bool]) -> bool | None:
        milliseconds = self.timeout * 1000
        return poll(answers, milliseconds)


def waits_as_long_as_it_says(code: type[Broken]) -> None:
    """With a service that never answers, and a clock that stands still until it is moved."""
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
    assert deadline == 2.0, f"a timeout of 2 s was over after {deadline:g} s"


EXHIBIT = ContractExhibit(
    name="wrong_unit",
    title="The timeout in the wrong unit",
    question="The timeout is 2 seconds. Why does every service look dead?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "moby/moby",
            "#32504",
            "The API takes the timeout of a health check in nanoseconds: a 3 that is meant as 3 "
            "seconds would be 3 ns. Less than a millisecond is refused since.",
        ),
        Wild(
            "eltmon/overdeck",
            "#2547",
            "A health timeout of 180, meant as seconds, was over after 180 ms.",
        ),
    ),
    contract=waits_as_long_as_it_says,
)
