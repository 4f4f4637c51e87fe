"""stop() announces the end before the checks have ended."""

import threading

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild, expect

__all__ = ["EXHIBIT", "Broken", "Fixed"]

STOPPED = "stopped"


class Broken:
    """A checker that prints a line when its checks have stopped.

    Bug: `stop()` prints the line right after it has set the event, while the owner may be in the
    middle of a pass: a check follows the line. In the wild: Terracotta-OSS/terracotta-core#233.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._stop = threading.Event()

    def run_passes(self) -> None:
        while not self._stop.is_set():
            self.lines.append("pass")
            self._stop.wait(5)

    def stop(self) -> None:
        self._stop.set()
        self.lines.append(STOPPED)


class Fixed(Broken):
    """The same, fixed.

    Fix: finish first, announce afterwards. The owner prints the line as its last act, and `stop()`
    waits for that.
    """

    def __init__(self) -> None:
        super().__init__()
        self._ended = threading.Event()

    def run_passes(self) -> None:
        super().run_passes()
        self.lines.append(STOPPED)
        self._ended.set()

    def stop(self) -> None:
        self._stop.set()
        self._ended.wait()


def run_passes(checker: Broken) -> None:
    checker.run_passes()


def stop(checker: Broken) -> None:
    checker.stop()


def nothing_comes_after_the_end(checker: Broken) -> bool:
    return expect(checker.lines[-1:] == [STOPPED], "the lines are {0}", checker.lines)


EXHIBIT = ScheduleExhibit(
    name="stopped_too_early",
    english_title="Stopped, and still running",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "Terracotta-OSS/terracotta-core",
            "#233",
            "The health checker told its thread to stop and did not wait for it: after the stop, "
            "tests found the thread alive.",
        ),
        Wild(
            "philippseith/signalr",
            "#189",
            "Stop() set the state to closed immediately, while goroutines of the client still ran.",
        ),
    ),
    threads={"owner": run_passes, "A": stop},
    invariant=nothing_comes_after_the_end,
)
