"""stop() waits until the next pass."""

import threading
import time

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect

__all__ = ["EXHIBIT", "Broken", "Fixed"]

INTERVAL = 3600.0


class Broken:
    """An owner that runs one pass every hour.

    Bug: the owner tests the flag only after it has slept, so `stop()` may take an hour. In the
    wild: sysown/proxysql#302.
    """

    def __init__(self) -> None:
        self.stopping = False
        self.passes = 0
        self.seconds_to_stop = 0.0
        self._ended = threading.Event()

    def run_passes(self) -> None:
        while not self.stopping:
            self.passes += 1
            time.sleep(INTERVAL)
        self._ended.set()

    def stop(self) -> None:
        started_at = time.monotonic()
        self.stopping = True
        self._ended.wait()
        self.seconds_to_stop = time.monotonic() - started_at


class Fixed(Broken):
    """The same, fixed.

    Fix: instead of sleeping, the owner waits for the stop event, for one interval at most. The
    checkers of this library wait for their Context in the same way.
    """

    def __init__(self) -> None:
        super().__init__()
        self._called = threading.Event()

    def run_passes(self) -> None:
        while not self._called.is_set():
            self.passes += 1
            self._called.wait(INTERVAL)
        self._ended.set()

    def stop(self) -> None:
        self._called.set()
        super().stop()


def run_passes(checker: Broken) -> None:
    checker.run_passes()


def stop(checker: Broken) -> None:
    checker.stop()


def it_stopped_immediately(checker: Broken) -> bool:
    return expect(checker.seconds_to_stop < 1, "stop() took {0:g} s", checker.seconds_to_stop)


EXHIBIT = ScheduleExhibit(
    name="stop_at_the_tick",
    english_title="The stop that waits for a tick",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "sysown/proxysql",
            "#302",
            "The threads that monitor servers tested the shutdown flag only between two checks: "
            "with a long interval, the shutdown took as long.",
        ),
        Wild(
            "shakenfist/shakenfist",
            "#1205",
            "A daemon slept for a minute before it tested whether to exit; now it waits for an "
            "event.",
        ),
    ),
    threads={"owner": run_passes, "A": stop},
    invariant=it_stopped_immediately,
)
