"""Two run() at once, and the checks run twice."""

import threading

from checker_lab.core.errors import AlreadyRunningError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A checker that may run only once at a time.

    Bug: `run()` looks at the flag, and then sets it. Another `run()` may look between the two, and
    both start an owner: every item is checked twice, and `stop()` knows of one only. In the wild:
    NorthlandPositronics/Cogtrix#1492.
    """

    def __init__(self) -> None:
        self.running = False
        self.owners: list[str] = []

    def run(self) -> None:
        if self.running:
            raise AlreadyRunningError("the checks run already: stop() them first")
        self.running = True
        self._start_owner()

    def _start_owner(self) -> None:
        # A checker that is whole starts a thread here. To see two of them, it is enough to count.
        self.owners.append("owner")


class Fixed(Broken):
    """The same.

    Fix: a lock is held from the look until the flag is set, so that nobody looks between.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def run(self) -> None:
        with self._lock:
            super().run()


def run(checker: Broken) -> None:
    try:
        checker.run()
    except AlreadyRunningError:
        pass  # as it should be for one of the two


def there_is_one_owner(checker: Broken) -> bool:
    assert len(checker.owners) == 1, f"{len(checker.owners)} owners were started"
    return True


EXHIBIT = ScheduleExhibit(
    name="two_owners",
    title="Check, then act",
    question="Two threads call run(). One is to get an AlreadyRunningError. Is it always so?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "NorthlandPositronics/Cogtrix",
            "#1492",
            "start() asked without a lock whether its thread is alive: two calls at once started "
            "two, and only one could be stopped.",
        ),
    ),
    threads={"A": run, "B": run},
    invariant=there_is_one_owner,
)
