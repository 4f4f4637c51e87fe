"""The history: it makes a view state from events and a snapshot."""

import threading

from checker_lab import Outcome, Snapshot, StopReport, ThreadedChecker
from checker_lab.core.events import CheckEnded, PassesMissed
from checker_lab.core.results import CheckResult
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from checker_lab.view import History, Page, PassProgress
from checker_lab.view.history import LANES, LOG_LINES, QUEUED
from tests.view.simulated import SimulatedChecker


def test_the_state_before_the_first_event() -> None:
    state = SimulatedChecker("ab").state()
    assert not state.running
    assert state.progress == PassProgress(0, 0)
    assert [(row.item_id, row.outcome) for row in state.rows] == [
        ("a", None),
        ("b", None),
    ]
    assert (state.panels, state.log, state.log_total, state.stopped) == ((), (), 0, ())
    assert (state.pages, state.counts) == (1, {None: 2})
    empty = SimulatedChecker("").state()
    assert (empty.rows, empty.page, empty.pages, empty.matching) == ((), 0, 1, 0)


def test_the_progress_grows_during_a_pass() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    assert checker.state().progress == PassProgress(0, 3)
    checker.start("a", "b", "c")
    checker.end("b")
    assert checker.state().progress == PassProgress(1, 3)
    checker.end("a", Outcome.FAIL)
    checker.end("c")
    checker.end_pass(1)
    assert checker.state().progress == PassProgress(3, 3)
    checker.start_pass()
    assert checker.state().progress == PassProgress(0, 3)


def test_an_item_checked_between_two_passes_does_not_count_in_the_progress() -> None:
    checker = SimulatedChecker("a")
    checker.start_pass()
    checker.start("a")
    checker.end("a")
    checker.end_pass()
    checker.entries |= SimulatedChecker("b").entries
    checker.start("b")
    checker.end("b")
    assert checker.state().progress == PassProgress(1, 1)


def test_results_of_an_earlier_pass_do_not_count_in_the_progress() -> None:
    checker = SimulatedChecker("ab")
    checker.start_pass()
    checker.start("a", "b")
    checker.end("b")
    checker.start_pass()
    checker.end("a", Outcome.SKIPPED)
    checker.abandon("a", of=1)
    assert checker.state().progress == PassProgress(1, 2)


def test_it_counts_the_items_of_each_outcome() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    checker.start("a", "b", "c")
    checker.end("b", Outcome.FAIL)
    checker.end("c", Outcome.WARN)
    checker.abandon("a")
    assert checker.state().counts == {Outcome.TIMEOUT: 1, Outcome.FAIL: 1, Outcome.WARN: 1}
    assert checker.state().abandoned == 1
    checker.start_pass()
    checker.end("a", Outcome.SKIPPED)
    checker.start("b")
    checker.end("b")
    state = checker.state()
    assert state.counts == {Outcome.SKIPPED: 1, Outcome.PASS: 1, Outcome.WARN: 1}
    assert (state.abandoned, state.items) == (1, 3)


def test_the_first_rows_of_the_page_have_lanes() -> None:
    checker = SimulatedChecker([str(number) for number in range(120)])
    checker.start_pass()
    checker.start(*checker.entries)
    checker.now = 1.0
    (panel,) = checker.state(Page(1)).panels
    assert [bar.item_id for bar in panel.bars] == [str(50 + lane) for lane in range(LANES)]


def test_the_report_of_a_stop_stays_until_the_next_run() -> None:
    checker = SimulatedChecker("a")
    checker.start_pass()
    assert checker.state().stopped == ()
    checker.stop(StopReport(True, ("b",), ("a",)))
    lines = (
        "Checks stopped",
        "Cancelled: b.",
        "Abandoned: a.",
    )
    for _ in range(2):
        state = checker.state()
        assert (state.running, state.stopped) == (False, lines)
    checker.start_pass()
    checker.running = False  # a pass by check(), without a run
    assert checker.state().stopped == lines
    checker.running = True
    state = checker.state()
    assert (state.running, state.stopped) == (True, ())
    checker.stop()
    assert checker.state().stopped[-1] == "No check was cancelled or abandoned."


def test_it_shows_a_stop_while_the_snapshot_still_says_running() -> None:
    """`Stopped` arrives before the owner has ended."""
    checker = SimulatedChecker("a")
    checker.start_pass()
    checker.stop()
    checker.running = True
    assert not checker.state().running
    assert checker.state().stopped


def test_a_run_that_starts_and_stops_between_two_states() -> None:
    checker = SimulatedChecker("a")
    checker.stop(StopReport(True, abandoned=("a",)))
    checker.start_pass()
    checker.stop()
    assert checker.state().stopped[-1] == "No check was cancelled or abandoned."


def test_an_overrun_is_in_the_log_and_shown_until_a_pass_is_in_time() -> None:
    checker = SimulatedChecker("ab")
    checker.start_pass()
    checker.start("a", "b")
    checker.end("a")
    assert checker.state().overrun == ""
    checker.now = 5.0
    checker.start_pass()
    overrun = "pass 1: 1 of 2 still waiting after 5 s"
    assert (checker.state().overrun, checker.state().log) == (overrun, (f"12:00:00 {overrun}",))
    checker.end("b", of=1)
    checker.end("a", Outcome.SKIPPED)
    checker.end("b", Outcome.SKIPPED)
    checker.end_pass()
    assert checker.state().overrun == overrun
    checker.start_pass()
    assert checker.state().overrun == ""


def test_a_stop_removes_the_overrun() -> None:
    checker = SimulatedChecker("a")
    checker.start_pass()
    checker.start_pass()
    assert checker.state().overrun
    checker.stop()
    assert checker.state().overrun == ""


def test_the_log_has_the_newest_line_first_and_is_bounded() -> None:
    checker = SimulatedChecker("a")
    for number in range(LOG_LINES + 10):
        checker.send(PassesMissed(number, "en"))
    state = checker.state()
    assert len(state.log) == LOG_LINES
    assert state.log[0] == f"12:00:00 Passes missed: {LOG_LINES + 9}"
    assert state.log[-1] == "12:00:00 Passes missed: 10"
    assert state.log_total == LOG_LINES + 10
    assert checker.state().log == state.log


def test_an_event_without_a_line_is_not_in_the_log() -> None:
    checker = SimulatedChecker("a")
    checker.start_pass()
    checker.start("a")
    checker.end("a")
    assert checker.state().log_total == 0
    checker.end_pass()
    assert checker.state().log == ("12:00:00 pass 1 ended: 1 item, 0 failing",)


def test_the_stamp_stands_before_each_line_unless_it_is_empty() -> None:
    history = History(stamp=lambda: "")
    history.hear(PassesMissed(1, "en"))
    assert history.state(Snapshot(False, 0, 0, {})).log == ("Passes missed: 1",)
    history = History()
    history.hear(PassesMissed(1, "en"))
    (line,) = history.state(Snapshot(False, 0, 0, {})).log
    assert line[2] == line[5] == ":"
    assert line[8:] == " Passes missed: 1"


def test_a_line_cannot_forge_another() -> None:
    checker = SimulatedChecker(["a\nb"])
    checker.start_pass()
    checker.start("a\nb")
    checker.end("a\nb", Outcome.FAIL)
    checker.send(CheckEnded(CheckResult("x" * 10_000, Outcome.WARN, 1, 0.0, 0.0), "en"))
    assert all("\n" not in line and len(line) < 1000 for line in checker.state().log)


def test_two_states_of_one_history_agree() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    checker.start("a", "b")
    checker.now = 1.0
    checker.end("a", Outcome.FAIL)
    snapshot = checker.snapshot()
    first = checker.history.state(snapshot)
    assert checker.history.state(snapshot) == first
    other = checker.history.state(snapshot, Page(outcomes=frozenset({Outcome.FAIL})))
    assert (other.log, other.panels[0].concurrent, other.progress) == (
        first.log,
        first.panels[0].concurrent,
        first.progress,
    )


def test_without_a_view_it_drops_the_oldest_events() -> None:
    checker = SimulatedChecker("a")
    for number in range(QUEUED + 1):
        checker.send(PassesMissed(number, "en"))
    assert checker.state().log_total == QUEUED


def test_no_line_is_lost_or_doubled_while_several_threads_look() -> None:
    checker, count = SimulatedChecker("a"), 2000
    snapshot, done = checker.snapshot(), threading.Event()
    totals: list[int] = []

    def look() -> None:
        while not done.is_set():
            state = checker.history.state(snapshot)
            if state.log:
                assert state.log[0].endswith(f": {state.log_total}")
                totals.append(state.log_total)

    viewers = [threading.Thread(target=look) for _ in range(4)]
    for thread in viewers:
        thread.start()
    for number in range(1, count + 1):
        checker.send(PassesMissed(number, "en"))
    wait_until(lambda: checker.history.state(snapshot).log_total == count)
    done.set()
    for thread in viewers:
        thread.join()
    assert checker.state().log_total == count
    assert all(0 < total <= count for total in totals)


def test_the_history_of_a_real_checker() -> None:
    clock, log = ManualClock(), EventLog()
    hung = Scripted("hung", HANG)
    checker = ThreadedChecker(
        [hung, Scripted("bad", False), Scripted("good")],
        timeout=2.0,
        clock=clock,
        on_event=log,
        language="en",
    )
    history = History(stamp=lambda: "")
    checker.listen(history.hear)
    checker.run()
    wait_until(lambda: hung.started and len(log.results) == 2 and clock.alarms == (2.0,))
    state = history.state(checker.snapshot())
    assert (state.running, state.progress, state.next_pass) == (True, PassProgress(2, 3), 5.0)
    assert state.rows[0].runs_for == 0.0
    clock.advance(2.0)
    wait_until(lambda: history.state(checker.snapshot()).abandoned)
    wait_until(lambda: history.state(checker.snapshot()).progress == PassProgress(3, 3))
    clock.advance(1.0)
    state = history.state(checker.snapshot())
    (panel,) = state.panels
    assert {bar.item_id: bar.outcome for bar in panel.bars} == {
        "hung": Outcome.TIMEOUT,
        "bad": Outcome.FAIL,
        "good": Outcome.PASS,
    }
    assert (panel.seconds, panel.bars[0].seconds) == (2.0, 2.0)
    assert panel.bars[0].goes_on > 0
    checker.stop()
    state = history.state(checker.snapshot())
    assert not state.running
    assert state.stopped == (
        "Checks stopped",
        "Abandoned: hung.",
    )
    assert state.log[0] == "Checks stopped"
    hung.release()
    wait_until(lambda: not checker.snapshot().abandoned)
