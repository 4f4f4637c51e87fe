"""stop() waits for a check that never ends."""

import threading

from checker_lab.core.results import StopReport
from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]

GRACE = 5.0


def hang() -> None:
    """A service that accepts the connection and never answers."""
    threading.Event().wait()


class Broken:
    """One worker, which checks one service.

    Bug: `stop()` waits for the worker, and the worker waits for a service that never answers.
    Python cannot kill a thread, so `stop()` never returns. In the wild: krkn-chaos/krkn-ai#342.
    """

    def __init__(self) -> None:
        self.report: StopReport | None = None
        self._worker = threading.Thread(target=hang, name="worker", daemon=True)

    def run(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._worker.join()
        self.report = StopReport(ended=True)


class Fixed(Broken):
    """The same, fixed.

    Fix: `stop()` waits for a grace period and no longer, and its report names the abandoned check.
    """

    def stop(self) -> None:
        self._worker.join(GRACE)
        hung = ("service",) if self._worker.is_alive() else ()
        self.report = StopReport(ended=True, abandoned=hung)


def running(code: type[Broken]) -> Broken:
    checker = code()
    checker.run()
    return checker


def stop(checker: Broken) -> None:
    checker.stop()


def there_is_a_report(checker: Broken) -> bool:
    return checker.report is not None


EXHIBIT = ScheduleExhibit(
    name="join_of_a_hung_worker",
    english_title="The join of a hung worker",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "krkn-chaos/krkn-ai",
            "#342",
            "The health check watcher joined its workers without a timeout when it stopped: one "
            "stuck request blocked the whole shutdown.",
        ),
    ),
    setup=running,
    threads={"A": stop},
    invariant=there_is_a_report,
)
