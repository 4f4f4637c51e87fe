"""A timeout after which the hung call is waited for all the same."""

import time
from concurrent.futures import ThreadPoolExecutor

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild
from checker_lab.threads.timeouts import call_within

__all__ = ["EXHIBIT", "Broken", "Fixed"]

TIMEOUT = 1.0


def slow_health() -> bool:
    """A service that takes a minute to answer."""
    time.sleep(60)
    return True


class Broken:
    """A check that may take a second.

    Bug: the answer is waited for a second, and then `with` waits for the thread of the pool until
    the call has come back, however long that takes: the timeout bounds nothing. In the wild:
    Abhash-Chakraborty/Find#428.
    """

    def __init__(self) -> None:
        self.outcome = ""
        self.seconds = 0.0

    def check(self) -> None:
        began = time.monotonic()
        self.outcome = self._ask()
        self.seconds = time.monotonic() - began

    def _ask(self) -> str:
        with ThreadPoolExecutor(max_workers=1) as pool:
            try:
                return "pass" if pool.submit(slow_health).result(TIMEOUT) else "fail"
            except TimeoutError:
                return "timeout"


class Fixed(Broken):
    """The same.

    Fix: the call runs in a daemon thread, which nobody waits for when its time is over.
    """

    def _ask(self) -> str:
        try:
            return "pass" if call_within(TIMEOUT, slow_health) else "fail"
        except CheckTimeoutError:
            return "timeout"


def check(checker: Broken) -> None:
    checker.check()


def the_timeout_was_kept(checker: Broken) -> bool:
    assert checker.seconds < 2 * TIMEOUT, (
        f"the timeout is {TIMEOUT:g} s, and the check took {checker.seconds:g} s"
    )
    return checker.outcome == "timeout"


EXHIBIT = ScheduleExhibit(
    name="timeout_that_waits",
    title="The timeout that waits after all",
    question="The timeout is a second, the call takes a minute. How long does the check take?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "Abhash-Chakraborty/Find",
            "#428",
            "A review found that leaving the executor's `with` block waits for the hung health "
            "probe, so that its timeout bounds nothing.",
        ),
    ),
    threads={"A": check},
    invariant=the_timeout_was_kept,
)
