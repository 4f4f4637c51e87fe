"""The two screens: plain lines, and the live table."""

import io
import sys
import threading

import pytest
from rich.console import Console

from checker_lab import Event, Outcome, PassEnded, PassStarted, Snapshot, Stopped, StopReport
from checker_lab.terminal.live import LiveScreen, can_paint
from checker_lab.terminal.plain import PlainScreen
from tests.terminal.made import ended, item, snapshot, told
from tests.terminal.programs import CODES, OTHER_SCREEN, OWN_SCREEN

PASS, FAIL = Outcome.PASS, Outcome.FAIL
RUNNING = snapshot({"a": item("a", PASS), "b": item("b", FAIL)})
ENDED = snapshot({"a": item("a", PASS), "b": item("b", FAIL)}, running=False)


class Counting(io.StringIO):
    """Counts how often it is flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.flushes = 0

    def flush(self) -> None:
        self.flushes += 1


def plain(*events: Event) -> str:
    stream = io.StringIO()
    screen = PlainScreen(stream)
    screen.hear(told(*events))
    screen.paint(RUNNING)
    screen.end(ENDED)
    screen.close()
    return stream.getvalue()


def test_a_plain_line_has_the_date_and_the_time() -> None:
    assert plain(PassStarted(1, 1, 0.0, "en"), ended("a", PASS)) == "2026-03-01 12:00:00 a: works\n"


def test_plain_lines_end_with_the_line_of_the_stop_and_without_a_date() -> None:
    report = StopReport(True, abandoned=("hung",))
    assert plain(ended("a", PASS), Stopped(report, "ru")) == (
        "2026-03-01 12:00:00 a: works\nПроверок не дождались: hung\nПроверки остановлены\n"
    )


def test_plain_lines_are_flushed_at_once() -> None:
    stream = Counting()
    screen = PlainScreen(stream)
    screen.hear(told(ended("a", PASS)))
    assert stream.flushes == 1


class Live:
    """A live screen on a terminal that is only text."""

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

    def end(self) -> list[str]:
        """The lines that are left."""
        self.screen.end(ENDED)
        left = CODES.sub("", self.file.getvalue().rpartition(OWN_SCREEN)[2])
        return [line.strip() for line in left.strip().split("\n")]


def test_it_paints_on_the_other_screen_and_gives_it_back_once() -> None:
    live = Live()
    live.paint()
    live.paint()
    live.end()
    live.screen.close()
    text = live.file.getvalue()
    assert text.startswith(OTHER_SCREEN)
    assert text.count(OTHER_SCREEN) == text.count(OWN_SCREEN) == 1


def test_it_is_fine_to_close_what_was_never_painted() -> None:
    live = Live()
    live.screen.close()
    assert live.file.getvalue() == ""


def test_it_shows_the_progress_and_the_news_below_the_table() -> None:
    live = Live()
    live.screen.hear(told(PassStarted(1, 2, 0.0, "en"), ended("a", PASS)))
    painted = live.paint()
    assert "pass 3: 1 of 2" in painted
    assert "12:00:00 ✓ a: works" in painted
    live.screen.hear(told(ended("b", FAIL, "no disk"), PassEnded(1, 2, 1, 1.0, "en")))
    painted = live.paint()
    assert "pass 3: 2 of 2" in painted
    assert painted.index("✓ a: works") < painted.index("12:00:00 ✗ b: not working: no disk")


def test_what_is_left_is_the_last_picture_and_the_line_of_the_stop() -> None:
    live = Live()
    live.paint()
    live.screen.hear(told(Stopped(StopReport(True, cancelled=("b",)), "en")))
    left = live.end()
    assert left[0].startswith("■ Not running")
    assert left[-2:] == ["Checks cancelled: b", "Checks stopped"]
    assert left.count("Checks stopped") == 1
    assert len(left) <= 12 - 2


def test_stderr_is_shown_meanwhile_and_written_in_the_end(
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


def test_the_lines_below_the_table_are_bounded() -> None:
    live = Live(height=2000)
    for number in range(1000):
        live.screen.hear(told(ended(f"item-{number}", PASS)))
    painted = live.paint()
    assert painted.count("works") == 1 + 100
    assert "item-999:" in painted
    assert "item-899:" not in painted


@pytest.mark.parametrize(
    ("term", "encoding", "wanted"),
    [("xterm", "utf-8", True), ("dumb", "utf-8", False), ("xterm", "ascii", False)],
)
def test_it_paints_only_where_it_can(term: str, encoding: str, wanted: bool) -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert can_paint(Console(file=file, force_terminal=True, _environ={"TERM": term})) is wanted
