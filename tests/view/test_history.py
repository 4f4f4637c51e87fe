"""The picture of a checker, from its events and its snapshots."""

import threading

import pytest

from checker_lab import Outcome, Snapshot, StopReport, ThreadedChecker
from checker_lab.core.events import CheckEnded, PassesMissed
from checker_lab.core.results import CheckResult
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from checker_lab.view import Page, Progress, Story
from checker_lab.view.history import LANES, LOG_LINES, WAITING
from tests.view.histories import Played


def test_nothing_has_happened_yet() -> None:
    picture = Played("ab").picture()
    assert not picture.running
    assert picture.progress == Progress(0, 0)
    assert [(row.item_id, row.outcome, row.words) for row in picture.rows] == [
        ("a", None, ""),
        ("b", None, ""),
    ]
    assert (picture.panels, picture.log, picture.heard, picture.stopped) == ((), (), 0, ())
    assert (picture.pages, picture.slowest) == (1, 0.0)
    empty = Played("").picture()
    assert (empty.rows, empty.page, empty.pages, empty.shown) == ((), 0, 1, 0)


def test_the_progress_of_a_pass_as_it_goes() -> None:
    played = Played("abc")
    played.begin_pass()
    assert played.picture().progress == Progress(0, 3)
    played.begin("a", "b", "c")
    played.end("b")
    assert played.picture().progress == Progress(1, 3)
    played.end("a", Outcome.FAIL)
    played.end("c")
    played.end_pass(1)
    assert played.picture().progress == Progress(3, 3)
    played.begin_pass()
    assert played.picture().progress == Progress(0, 3)


def test_an_item_that_came_between_two_passes_adds_nothing_to_the_progress() -> None:
    played = Played("a")
    played.begin_pass()
    played.begin("a")
    played.end("a")
    played.end_pass()
    played.entries |= Played("b").entries
    played.begin("b")
    played.end("b")
    assert played.picture().progress == Progress(1, 1)


def test_news_of_a_pass_that_is_over_add_nothing_to_the_progress() -> None:
    played = Played("ab")
    played.begin_pass()
    played.begin("a", "b")
    played.end("b")
    played.begin_pass()
    played.end("a", Outcome.SKIPPED)
    played.give_up("a", of=1)
    assert played.picture().progress == Progress(1, 2)


def test_an_item_that_hangs_counts_as_failing_until_it_is_well() -> None:
    played = Played("abc")
    played.begin_pass()
    played.begin("a", "b", "c")
    played.end("b", Outcome.FAIL)
    played.end("c", Outcome.WARN)
    played.give_up("a")
    assert (played.picture().failing, played.picture().abandoned) == (2, 1)
    played.begin_pass()
    played.end("a", Outcome.SKIPPED)
    played.begin("b")
    played.end("b")
    picture = played.picture()
    assert (picture.failing, picture.abandoned, picture.items) == (1, 1, 3)


@pytest.mark.parametrize(
    ("number", "page", "first", "rows"),
    [(0, 0, "0", 50), (1, 1, "50", 50), (2, 2, "100", 1), (9, 2, "100", 1), (-1, 0, "0", 50)],
)
def test_pages(number: int, page: int, first: str, rows: int) -> None:
    played = Played([str(number) for number in range(101)])
    picture = played.picture(Page(number))
    assert (picture.page, picture.pages, picture.shown, picture.items) == (page, 3, 101, 101)
    assert (picture.rows[0].item_id, len(picture.rows)) == (first, rows)


@pytest.mark.parametrize(("items", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_how_many_pages_there_are(items: int, pages: int) -> None:
    assert Played(map(str, range(items))).picture().pages == pages


def test_only_what_is_not_well() -> None:
    played = Played("abcdef")
    played.begin_pass()
    played.begin("a", "b", "c", "d", "e")
    played.end("a")
    played.end("b", Outcome.WARN)
    played.end("c", Outcome.FAIL)
    played.end("d")
    played.end("d", Outcome.SKIPPED)
    played.give_up("e")
    picture = played.picture(Page(only_unwell=True))
    assert [row.item_id for row in picture.rows] == ["b", "c", "d", "e", "f"]
    assert not any(row.is_well for row in picture.rows)
    assert (picture.only_unwell, picture.shown, picture.items) == (True, 5, 6)
    assert [row.item_id for row in played.picture().rows if row.is_well] == ["a"]


def test_a_page_that_is_no_more_is_the_last_one_there_is() -> None:
    played = Played([str(number) for number in range(60)])
    played.begin_pass()
    played.begin(*played.entries)
    for item_id in played.entries:
        played.end(item_id, Outcome.FAIL if item_id == "59" else Outcome.PASS)
    picture = played.picture(Page(1, only_unwell=True))
    assert (picture.page, picture.pages, picture.shown) == (0, 1, 1)
    assert [row.item_id for row in picture.rows] == ["59"]


def test_the_lanes_are_those_of_the_first_rows_of_the_page() -> None:
    played = Played([str(number) for number in range(120)])
    played.begin_pass()
    played.begin(*played.entries)
    played.now = 1.0
    (panel,) = played.picture(Page(1)).panels
    assert [bar.item_id for bar in panel.bars] == [str(50 + lane) for lane in range(LANES)]


def test_the_report_of_a_stop_stays_until_the_next_run() -> None:
    played = Played("a")
    played.begin_pass()
    assert played.picture().stopped == ()
    played.stop(StopReport(True, ("b",), ("a",)))
    told = (
        "Checks stopped",
        "The run has ended.",
        "Cancelled: b.",
        "Given up, and still at work: a.",
    )
    for _ in range(2):
        picture = played.picture()
        assert (picture.running, picture.stopped) == (False, told)
    played.begin_pass()
    played.running = False  # check(), and no run
    assert played.picture().stopped == told
    played.running = True
    picture = played.picture()
    assert (picture.running, picture.stopped) == (True, ())
    played.stop()
    assert played.picture().stopped[-1] == "No check was left behind."


def test_a_stop_is_told_though_the_snapshot_says_that_it_runs() -> None:
    """The owner tells of its end before it has ended."""
    played = Played("a")
    played.begin_pass()
    played.stop()
    played.running = True
    assert not played.picture().running
    assert played.picture().stopped


def test_a_run_that_begins_and_stops_between_two_pictures() -> None:
    played = Played("a")
    played.stop(StopReport(True, abandoned=("a",)))
    played.begin_pass()
    played.stop()
    assert played.picture().stopped[-1] == "No check was left behind."


def test_the_log_has_the_newest_line_first_and_is_bounded() -> None:
    played = Played("a")
    for number in range(LOG_LINES + 10):
        played.tell(PassesMissed(number, "en"))
    picture = played.picture()
    assert len(picture.log) == LOG_LINES
    assert picture.log[0] == f"12:00:00 Passes missed: {LOG_LINES + 9}"
    assert picture.log[-1] == "12:00:00 Passes missed: 10"
    assert picture.heard == LOG_LINES + 10
    assert played.picture().log == picture.log


def test_what_has_no_line_is_not_in_the_log() -> None:
    played = Played("a")
    played.begin_pass()
    played.begin("a")
    played.end("a")
    assert played.picture().heard == 0
    played.end_pass()
    assert played.picture().log == ("12:00:00 pass 1 ended: 1 item, 0 failing",)


def test_a_story_without_a_stamp_has_the_lines_alone() -> None:
    story = Story(stamp=lambda: "")
    story.hear(PassesMissed(1, "en"))
    assert story.picture(Snapshot(False, 0, 0, {})).log == ("Passes missed: 1",)
    story = Story()
    story.hear(PassesMissed(1, "en"))
    (line,) = story.picture(Snapshot(False, 0, 0, {})).log
    assert line[2] == line[5] == ":"
    assert line[8:] == " Passes missed: 1"


def test_a_line_cannot_forge_another() -> None:
    played = Played(["a\nb"])
    played.begin_pass()
    played.begin("a\nb")
    played.end("a\nb", Outcome.FAIL)
    played.tell(CheckEnded(CheckResult("x" * 10_000, Outcome.WARN, 1, 0.0, 0.0), "en"))
    assert all("\n" not in line and len(line) < 1000 for line in played.picture().log)


def test_two_pictures_of_one_story_agree() -> None:
    played = Played("abc")
    played.begin_pass()
    played.begin("a", "b")
    played.now = 1.0
    played.end("a", Outcome.FAIL)
    snapshot = played.snapshot()
    first = played.story.picture(snapshot)
    assert played.story.picture(snapshot) == first
    other = played.story.picture(snapshot, Page(only_unwell=True))
    assert (other.log, other.panels[0].at_once, other.progress) == (
        first.log,
        first.panels[0].at_once,
        first.progress,
    )


def test_a_story_that_nobody_looks_at_forgets_the_oldest() -> None:
    played = Played("a")
    for number in range(WAITING + 1):
        played.tell(PassesMissed(number, "en"))
    assert played.picture().heard == WAITING


def test_events_that_are_heard_while_others_look() -> None:
    """One tells, four look: no line is lost, and none is told twice."""
    played, count = Played("a"), 2000
    snapshot, gone = played.snapshot(), threading.Event()
    seen: list[int] = []

    def look() -> None:
        while not gone.is_set():
            picture = played.story.picture(snapshot)
            if picture.log:
                assert picture.log[0].endswith(f": {picture.heard}")
                seen.append(picture.heard)

    lookers = [threading.Thread(target=look) for _ in range(4)]
    for thread in lookers:
        thread.start()
    for number in range(1, count + 1):
        played.tell(PassesMissed(number, "en"))
    wait_until(lambda: played.story.picture(snapshot).heard == count)
    gone.set()
    for thread in lookers:
        thread.join()
    assert played.picture().heard == count
    assert all(0 < heard <= count for heard in seen)


def test_the_story_of_a_real_checker() -> None:
    clock, log = ManualClock(), EventLog()
    hung = Scripted("hung", HANG)
    checker = ThreadedChecker(
        [hung, Scripted("bad", False), Scripted("good")],
        timeout=2.0,
        clock=clock,
        on_event=log,
        language="en",
    )
    story = Story(stamp=lambda: "")
    checker.listen(story.hear)
    checker.run()
    wait_until(lambda: hung.started and len(log.results) == 2 and clock.alarms == (2.0,))
    picture = story.picture(checker.snapshot())
    assert (picture.running, picture.progress, picture.failing) == (True, Progress(2, 3), 1)
    assert picture.rows[0].runs_for == 0.0
    clock.advance(2.0)
    wait_until(lambda: story.picture(checker.snapshot()).abandoned)
    wait_until(lambda: story.picture(checker.snapshot()).progress == Progress(3, 3))
    clock.advance(1.0)
    picture = story.picture(checker.snapshot())
    (panel,) = picture.panels
    assert {bar.item_id: bar.outcome for bar in panel.bars} == {
        "hung": Outcome.TIMEOUT,
        "bad": Outcome.FAIL,
        "good": Outcome.PASS,
    }
    assert (panel.seconds, panel.bars[0].seconds) == (2.0, 2.0)
    assert panel.bars[0].goes_on > 0
    checker.stop()
    picture = story.picture(checker.snapshot())
    assert not picture.running
    assert picture.stopped == (
        "Checks stopped",
        "The run has ended.",
        "Given up, and still at work: hung.",
    )
    assert picture.log[0] == "Checks stopped"
    hung.release()
    wait_until(lambda: not checker.snapshot().abandoned)
