"""The end is announced before it has come."""

import threading

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]

STOPPED = "Проверки остановлены"


class Broken:
    """A checker that says when its checks have stopped.

    Bug: `stop()` says so as soon as it has asked for it, and the owner may be in the middle of a
    pass: a check comes after the end. In the wild: Terracotta-OSS/terracotta-core#233.
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
    """The same.

    Fix: the owner says so itself, as its last act, and `stop()` returns when it has ended.
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
    assert checker.lines[-1:] == [STOPPED], f"the lines are {checker.lines}"
    return True


EXHIBIT = ScheduleExhibit(
    name="stopped_too_early",
    title="Stopped, and still at work",
    question="stop() prints that the checks have stopped. Can a check come after that line?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "Terracotta-OSS/terracotta-core",
            "#233",
            "The stop of the connections' health checker asked its thread to end and did not wait "
            "for it: tests found the thread alive after the stop.",
        ),
        Wild(
            "philippseith/signalr",
            "#189",
            "Stop() set the state to closed at once, while goroutines of the client still ran.",
        ),
    ),
    threads={"owner": run_passes, "A": stop},
    invariant=nothing_comes_after_the_end,
)
