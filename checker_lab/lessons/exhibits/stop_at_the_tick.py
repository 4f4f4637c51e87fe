"""A stop that waits for the next pass."""

import threading
import time

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]

INTERVAL = 3600.0


class Broken:
    """An owner that runs a pass each hour.

    Bug: the owner looks at the flag only when it has slept, so `stop()` may take an hour. In the
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
        began = time.monotonic()
        self.stopping = True
        self._ended.wait()
        self.seconds_to_stop = time.monotonic() - began


class Fixed(Broken):
    """The same.

    Fix: the owner does not sleep, it waits for the call to stop, an interval at most. The
    checkers of this library wait for a Context in the same way.
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


def it_stopped_at_once(checker: Broken) -> bool:
    assert checker.seconds_to_stop < 1, f"stop() took {checker.seconds_to_stop:g} s"
    return True


EXHIBIT = ScheduleExhibit(
    name="stop_at_the_tick",
    title="The stop that waits for a tick",
    question="A pass runs each hour. How long does stop() take?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "sysown/proxysql",
            "#302",
            "The threads that monitor servers looked at the shutdown flag only between two checks: "
            "with a long interval, the shutdown was as long.",
        ),
        Wild(
            "shakenfist/shakenfist",
            "#1205",
            "A daemon slept for a minute before it looked whether to end; it waits for an event "
            "instead since.",
        ),
    ),
    threads={"owner": run_passes, "A": stop},
    invariant=it_stopped_at_once,
)
