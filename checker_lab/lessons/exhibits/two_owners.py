"""Two threads call run() concurrently, and every check runs twice."""

import threading

from checker_lab.core.errors import AlreadyRunningError
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A checker that may run only once at a time.

    Bug: `run()` tests the flag, and then sets it. If another `run()` tests it in between, both
    start an owner: every item is checked twice, and `stop()` stops only one of them. In the wild:
    NorthlandPositronics/Cogtrix#1492.
    """

    def __init__(self) -> None:
        self.running = False
        self.owners: list[str] = []

    def run(self) -> None:
        if self.running:
            raise AlreadyRunningError("the checks are running: call stop() first")
        self.running = True
        self._start_owner()

    def _start_owner(self) -> None:
        # A real checker starts a thread here. To show the bug, counting is enough.
        self.owners.append("owner")


class Fixed(Broken):
    """The same, fixed.

    Fix: hold a lock from the test until the flag is set, so that no other thread tests it in
    between.
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
        pass  # as one of the two should get


def there_is_one_owner(checker: Broken) -> bool:
    return expect(len(checker.owners) == 1, "{0} owners were started", len(checker.owners))


EXHIBIT = ScheduleExhibit(
    name="two_owners",
    english_title="Check, then act",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "NorthlandPositronics/Cogtrix",
            "#1492",
            "start() tested without a lock whether its thread is alive: two concurrent calls "
            "started two threads, and only one could be stopped.",
        ),
    ),
    threads={"A": run, "B": run},
    invariant=there_is_one_owner,
)
