"""A timeout that waits for the hung call after all."""

import time
from concurrent.futures import ThreadPoolExecutor

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect
from checker_lab.threads.timeouts import call_within

__all__ = ["EXHIBIT", "Broken", "Fixed"]

TIMEOUT = 1.0


def slow_health() -> bool:
    """A service that takes a minute to answer."""
    time.sleep(60)
    return True


class Broken:
    """A check with a timeout of one second.

    Bug: `result()` stops waiting after one second, but leaving the `with` block waits until the
    call in the pool returns, however long that takes: the timeout has no effect. In the wild:
    Abhash-Chakraborty/Find#428.
    """

    def __init__(self) -> None:
        self.outcome = ""
        self.seconds = 0.0

    def check(self) -> None:
        started_at = time.monotonic()
        self.outcome = self._ask()
        self.seconds = time.monotonic() - started_at

    def _ask(self) -> str:
        with ThreadPoolExecutor(max_workers=1) as pool:
            try:
                return "pass" if pool.submit(slow_health).result(TIMEOUT) else "fail"
            except TimeoutError:
                return "timeout"


class Fixed(Broken):
    """The same, fixed.

    Fix: the call runs in a daemon thread, which is abandoned after the timeout.
    """

    def _ask(self) -> str:
        try:
            return "pass" if call_within(TIMEOUT, slow_health) else "fail"
        except CheckTimeoutError:
            return "timeout"


def check(checker: Broken) -> None:
    checker.check()


def the_timeout_was_kept(checker: Broken) -> bool:
    expect(
        checker.seconds < 2 * TIMEOUT,
        "the timeout is {0:g} s, and the check took {1:g} s",
        TIMEOUT,
        checker.seconds,
    )
    return checker.outcome == "timeout"


EXHIBIT = ScheduleExhibit(
    name="timeout_that_waits",
    english_title="The timeout that waits after all",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "Abhash-Chakraborty/Find",
            "#428",
            "A review found that leaving the executor's `with` block waits for the hung health "
            "probe, so that its timeout has no effect.",
        ),
    ),
    threads={"A": check},
    invariant=the_timeout_was_kept,
)
