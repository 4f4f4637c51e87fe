"""The live table, on a console that keeps what it gets."""

import io
import sys
import threading

import pytest
from rich.console import Console

from checker_lab import Outcome, PassEnded, PassStarted, Snapshot, Stopped, StopReport
from checker_lab.terminal.live import LiveScreen, can_paint, make_console
from tests.terminal.made import ended, item, snapshot, timed
from tests.terminal.programs import CODES, OTHER_SCREEN, OWN_SCREEN

PASS, FAIL = Outcome.PASS, Outcome.FAIL
RUNNING = snapshot({"a": item("a", PASS), "b": item("b", FAIL)})
ENDED = snapshot({"a": item("a", PASS), "b": item("b", FAIL)}, running=False)


class Live:
    """A live screen on a terminal that only keeps its text."""

    def __init__(self, width: int = 100, height: int = 12) -> None:
        self.file = io.StringIO()
        console = Console(
            file=self.file,
            force_terminal=True,
            width=width,
            height=height,
            color_system=None,
            _environ={"TERM": "xterm"},
        )
        self.screen = LiveScreen(console)

    def paint(self, seen: Snapshot = RUNNING) -> str:
        """Paint, and return what is painted, without the codes."""
        before = len(self.file.getvalue())
        self.screen.paint(seen)
        return CODES.sub("", self.file.getvalue()[before:])

    def finish(self) -> list[str]:
        """The lines that stay on the terminal."""
        self.screen.finish(ENDED)
        left = CODES.sub("", self.file.getvalue().rpartition(OWN_SCREEN)[2])
        return [line.strip() for line in left.strip().split("\n")]


def test_it_paints_on_the_other_screen_and_leaves_it_once() -> None:
    live = Live()
    live.paint()
    live.paint()
    live.finish()
    live.screen.close()
    text = live.file.getvalue()
    assert text.startswith(OTHER_SCREEN)
    assert text.count(OTHER_SCREEN) == text.count(OWN_SCREEN) == 1


def test_a_screen_that_was_never_painted_closes_without_a_byte() -> None:
    live = Live()
    live.screen.close()
    assert live.file.getvalue() == ""


def test_progress_is_in_the_header_and_news_below_the_table() -> None:
    live = Live()
    live.screen.add(timed(PassStarted(1, 2, 0.0, "en"), ended("a", PASS)))
    painted = live.paint()
    assert "pass 3: 1 of 2" in painted
    assert "12:00:00 ✓ a: works" in painted
    live.screen.add(timed(ended("b", FAIL, "no disk"), PassEnded(1, 2, 1, 1.0, "en")))
    painted = live.paint()
    assert "pass 3: 2 of 2" in painted
    assert painted.index("✓ a: works") < painted.index("12:00:00 ✗ b: not working: no disk")


def test_the_last_picture_and_the_line_of_the_stop_stay() -> None:
    live = Live()
    live.paint()
    live.screen.add(timed(Stopped(StopReport(True, cancelled=("b",)), "en")))
    left = live.finish()
    assert left[0].startswith("■ Not running")
    assert left[-2:] == ["Checks cancelled: b", "Checks stopped"]
    assert left.count("Checks stopped") == 1
    assert len(left) <= 12 - 2


def test_stderr_appears_below_the_table_and_is_written_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    live = Live()
    live.paint()
    thread = threading.Thread(target=lambda: print("oh\x1b[2J no", file=sys.stderr))
    thread.start()
    thread.join()
    assert capsys.readouterr().err == ""
    assert r"oh\x1b[2J no" in live.paint()
    live.screen.close()
    assert capsys.readouterr().err == "oh\x1b[2J no\n"
    print("later", file=sys.stderr)
    assert capsys.readouterr().err == "later\n"


def test_a_closed_stderr_loses_neither_the_picture_nor_the_line_of_the_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(sys, "stderr", Closed())
    live = Live()
    live.paint()
    print("oh no", file=sys.stderr)
    live.screen.add(timed(Stopped(StopReport(True), "en")))
    assert live.finish()[-1] == "Checks stopped"


def test_the_lines_below_the_table_are_bounded() -> None:
    live = Live(height=2000)
    for number in range(1000):
        live.screen.add(timed(ended(f"item-{number}", PASS)))
    painted = live.paint()
    assert painted.count("works") == 100
    assert "item-999:" in painted
    assert "item-899:" not in painted


@pytest.mark.parametrize(
    ("term", "encoding", "wanted"),
    [("xterm", "utf-8", True), ("dumb", "utf-8", False), ("xterm", "ascii", False)],
)
def test_it_paints_only_where_it_can(term: str, encoding: str, wanted: bool) -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert can_paint(Console(file=file, force_terminal=True, _environ={"TERM": term})) is wanted


def test_the_console_prints_markup_as_text() -> None:
    file = io.StringIO()
    make_console(file).print("[red]:smile: 'a' 1")
    assert file.getvalue() == "[red]:smile: 'a' 1\n"
