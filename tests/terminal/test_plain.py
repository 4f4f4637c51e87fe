"""Plain lines, on a stream that keeps them."""

import io

import pytest

from checker_lab import Event, Outcome, PassStarted, Stopped, StopReport
from checker_lab.terminal.plain import PlainScreen
from tests.terminal.made import ended, item, snapshot, timed

PASS = Outcome.PASS
RUNNING = snapshot({"a": item("a", PASS)})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Counting(io.StringIO):
    """Counts its flushes."""

    def __init__(self) -> None:
        super().__init__()
        self.flushes = 0

    def flush(self) -> None:
        self.flushes += 1


def written(*events: Event, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    screen = PlainScreen(stream)
    screen.add(timed(*events))
    screen.paint(RUNNING)
    screen.finish(RUNNING)
    screen.close()
    return stream.getvalue()


def test_a_line_starts_with_the_date_and_the_time() -> None:
    assert written(PassStarted(1, 1, 0.0, "en"), ended("a", PASS)) == (
        "2026-03-01 12:00:00 a: works\n"
    )


@pytest.mark.parametrize(("stream", "start"), [(io.StringIO(), ""), (Terminal(), "\r")])
def test_the_line_of_the_stop_comes_last_and_has_no_date(stream: io.StringIO, start: str) -> None:
    report = StopReport(True, abandoned=("hung",))
    assert written(ended("a", PASS), Stopped(report, "en"), stream=stream) == (
        f"2026-03-01 12:00:00 a: works\n{start}Checks abandoned: hung\nChecks stopped\n"
    )


def test_lines_are_flushed_immediately() -> None:
    stream = Counting()
    screen = PlainScreen(stream)
    screen.add(timed(ended("a", PASS)))
    assert stream.flushes == 1


def test_an_unfinished_pass_is_a_line() -> None:
    text = written(PassStarted(1, 3, 0.0, "en"), ended("a", PASS), PassStarted(2, 3, 5.0, "en"))
    assert text.endswith("12:00:00 pass 1: 2 of 3 still waiting after 5 s\n")
