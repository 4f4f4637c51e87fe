"""The timeline of the last passes."""

import random
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from checker_lab import Outcome
from checker_lab.core.events import PassStarted
from checker_lab.view import Bar, History, Page, Panel
from checker_lab.view.state import ROWS
from checker_lab.view.timeline import KEPT, PASSES, Timeline
from tests.view.simulated import SimulatedChecker

SETTLED = [outcome for outcome in Outcome if outcome is not Outcome.SKIPPED]


def panels(checker: SimulatedChecker) -> tuple[Panel, ...]:
    return checker.state().panels


def bars(panel: Panel) -> dict[str, Bar]:
    found = {bar.item_id: bar for bar in panel.bars}
    assert len(found) == len(panel.bars), "two bars in one lane"
    return found


def run_pass(checker: SimulatedChecker, concurrent: int, seconds: float = 1.0) -> None:
    """A pass in which `concurrent` checks run at the same time, `seconds` each."""
    checker.start_pass()
    ids = list(checker.entries)
    for first in range(0, len(ids), concurrent):
        checker.start(*ids[first : first + concurrent])
        checker.now += seconds
        for item_id in ids[first : first + concurrent]:
            checker.end(item_id)
    checker.end_pass()


def test_there_is_no_panel_before_the_first_pass() -> None:
    assert panels(SimulatedChecker()) == ()


def test_sequential_and_concurrent_passes() -> None:
    checker = SimulatedChecker("abcd")
    run_pass(checker, 1)
    run_pass(checker, 4)
    run_pass(checker, 2)
    one, four, two = panels(checker)
    assert [panel.concurrent for panel in (one, four, two)] == [1, 4, 2]
    assert [panel.seconds for panel in (one, four, two)] == [4.0, 1.0, 2.0]
    assert [panel.lasted for panel in (one, four, two)] == [4.0, 1.0, 2.0]
    assert [panel.started_at for panel in (one, four, two)] == [0.0, 4.0, 5.0]
    assert [bar.started_at for bar in one.bars] == [0, 1, 2, 3]
    assert [bar.started_at for bar in four.bars] == [4.0] * 4
    assert [bar.started_at for bar in two.bars] == [5, 5, 6, 6]
    assert {bar.seconds for panel in (one, four, two) for bar in panel.bars} == {1.0}


def test_it_keeps_the_last_passes_oldest_first() -> None:
    checker = SimulatedChecker("a")
    for number in range(1, 7):
        run_pass(checker, 1)
        assert [panel.pass_number for panel in panels(checker)] == list(
            range(max(number - PASSES, 0) + 1, number + 1)
        )


def test_a_running_pass() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    (panel,) = panels(checker)
    assert (panel.seconds, panel.lasted, panel.concurrent, panel.bars) == (None, 0.0, 0, ())
    checker.start("a", "b")
    checker.now = 1.0
    checker.end("a", Outcome.FAIL)
    checker.start("c")
    checker.now = 2.0
    (panel,) = panels(checker)
    found = bars(panel)
    assert (panel.seconds, panel.lasted, panel.concurrent) == (None, 2.0, 2)
    assert [found[each].outcome for each in "abc"] == [Outcome.FAIL, None, None]
    assert [found[each].seconds for each in "abc"] == [1.0, 2.0, 1.0]
    assert found["c"].started_at == 1.0


def test_a_hung_check_times_out_goes_on_and_returns_late() -> None:
    checker = SimulatedChecker("ab", interval=10.0)
    checker.start_pass()
    checker.start("a", "b")
    checker.now = 1.0
    checker.end("b")
    (panel,) = panels(checker)
    bar = bars(panel)["a"]
    assert bar[1:] == (None, 0.0, 1.0, 0.0)

    checker.now = 2.0
    checker.abandon("a")
    checker.end_pass(1)
    (panel,) = panels(checker)
    bar = bars(panel)["a"]
    assert (bar.outcome, bar.seconds, bar.goes_on) == (Outcome.TIMEOUT, 2.0, 0.0)

    checker.now = 2.1
    (panel,) = panels(checker)
    assert bars(panel)["a"].goes_on == pytest.approx(0.1)

    checker.now = 10.0
    checker.start_pass()
    checker.end("a", Outcome.SKIPPED)
    checker.start("b")
    checker.now = 13.0
    first, second = panels(checker)
    bar = bars(first)["a"]
    assert (bar.goes_on, bar.ended_at) == (11.0, 13.0)
    assert bars(second)["a"][1:] == (Outcome.SKIPPED, 10.0, 0.0, 0.0)

    checker.return_late("a", of=1)
    assert bars(panels(checker)[0])["a"].goes_on == bar.goes_on
    checker.end("b")
    checker.end_pass()
    checker.start_pass()
    checker.start("a")
    checker.now = 14.0
    first, second, third = panels(checker)
    assert bars(first)["a"].goes_on == 11.0
    assert bars(second)["a"].outcome is Outcome.SKIPPED
    assert bars(third)["a"].outcome is None


def test_a_check_that_a_stop_abandoned_goes_on_too() -> None:
    checker = SimulatedChecker("ab")
    checker.start_pass()
    checker.now = 1.0
    checker.start("a")
    checker.now = 3.0
    checker.end("a", Outcome.SKIPPED)
    checker.abandoned["a"] = 3.0
    checker.end("b", Outcome.SKIPPED)
    checker.end_pass()
    checker.stop()
    checker.now = 3.25
    (panel,) = panels(checker)
    bar = bars(panel)["a"]
    assert (bar.outcome, bar.seconds) == (Outcome.SKIPPED, 2.0)
    assert (bar.started_at, bar.goes_on) == (1.0, 0.25)
    assert bars(panel)["b"].seconds == bars(panel)["b"].goes_on == 0.0


def test_a_late_return_ends_the_bar() -> None:
    checker = SimulatedChecker("ab")
    checker.start_pass()
    checker.start("a", "b")
    checker.now = 2.0
    checker.abandon("a")
    checker.now = 2.5
    checker.return_late("a", of=1)
    checker.now = 4.0
    checker.end("b")
    checker.end_pass(1)
    for _ in range(2):
        (panel,) = panels(checker)
        assert bars(panel)["a"].goes_on == pytest.approx(0.5)
        checker.now = 60.0


def test_a_check_from_before_the_first_panel_is_still_there() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    checker.start("a", "b")
    checker.now = 1.0
    checker.abandon("a")
    for _ in range(PASSES):
        checker.now += 5.0
        checker.start_pass()
        for item_id in "ab":
            checker.end(item_id, Outcome.SKIPPED)
    first, second, _ = panels(checker)
    abandoned, in_flight, *own = first.bars
    assert abandoned == Bar("a", None, 0.0, 0.0, goes_on=16.0)
    assert in_flight == Bar("b", None, 0.0, 16.0)
    assert [bar.outcome for bar in (*own, *second.bars)] == [Outcome.SKIPPED] * 4


def test_a_history_that_begins_late_has_the_pass_from_before() -> None:
    checker = SimulatedChecker("abc")
    for _ in range(4):
        run_pass(checker, 1)
    late = SimulatedChecker()
    late.history = History()
    state = late.history.state(checker.snapshot())
    (panel,) = state.panels
    assert (panel.pass_number, panel.started_at, panel.seconds) == (4, 9.0, 3.0)
    assert [bar.started_at for bar in panel.bars] == [9.0, 10.0, 11.0]
    assert state.progress == (3, 3)

    late.send(PassStarted(5, 3, 20.0, "en"))
    assert [each.pass_number for each in late.history.state(checker.snapshot()).panels] == [4, 5]


def test_a_history_that_begins_within_a_pass_counts_no_result_twice() -> None:
    checker = SimulatedChecker("abc")
    checker.start_pass()
    checker.start("a", "b", "c")
    checker.now = 1.0
    checker.end("a")
    checker.history = History()
    checker.end("b")  # the snapshot has it, and so has the queue of events
    state = checker.state()
    assert state.progress == (2, 3)
    assert [bar.outcome for bar in state.panels[0].bars] == [Outcome.PASS, Outcome.PASS, None]
    checker.now = 2.0
    checker.end("c")
    checker.end_pass()
    assert (panels(checker)[0].seconds, checker.state().progress) == (2.0, (3, 3))


def test_nothing_is_caught_up_with_before_the_first_result() -> None:
    timeline = Timeline()
    timeline.catch_up(SimulatedChecker().snapshot())
    assert timeline.progress == (0, 0)


def test_a_hung_check_has_its_bar_in_its_own_pass() -> None:
    checker = SimulatedChecker("a")
    checker.start_pass()
    checker.start("a")
    for _ in range(2):
        checker.now += 5.0
        checker.start_pass()
        checker.end("a", Outcome.SKIPPED)
    checker.now += 1.0
    drawn = [(panel.concurrent, bars(panel)["a"].outcome) for panel in panels(checker)]
    assert drawn == [(1, None), (0, Outcome.SKIPPED), (0, Outcome.SKIPPED)]


def test_events_of_passes_it_does_not_keep_do_no_harm() -> None:
    checker = SimulatedChecker("ab")
    checker.start("a", "b")
    checker.pass_number = 7
    checker.abandon("a", of=3)
    checker.end("b", of=3)
    checker.end_pass()
    checker.return_late("a", of=3)
    assert panels(checker) == ()
    run_pass(checker, 2)
    assert [panel.pass_number for panel in panels(checker)] == [8]


def test_it_counts_all_checks_of_a_large_pass_and_keeps_only_some() -> None:
    checker = SimulatedChecker([str(number) for number in range(KEPT + 10)])
    checker.start_pass()
    checker.start(*checker.entries)
    checker.now = 1.0
    for item_id in checker.entries:
        checker.end(item_id)
    assert checker.state().progress == (KEPT + 10, KEPT + 10)
    assert panels(checker)[0].concurrent == KEPT
    # An item whose result was not kept has its last one, on any page.
    (panel,) = checker.state(Page(KEPT // ROWS)).panels
    assert [bar.outcome for bar in panel.bars] == [Outcome.PASS] * 10


def test_a_removed_item_has_no_lane() -> None:
    checker = SimulatedChecker("ab")
    checker.start_pass()
    checker.start("a", "b")
    del checker.entries["a"]
    checker.now = 1.0
    checker.end("a")
    (panel,) = panels(checker)
    assert list(bars(panel)) == ["b"]
    assert panel.concurrent == 2


def moves(checker: SimulatedChecker, random_: random.Random) -> list[Callable[[], None]]:
    """The events that may come next."""
    ids = random_.sample(sorted(checker.entries), len(checker.entries))
    in_flight = [each for each in ids if each in checker.started and each not in checker.abandoned]
    free = [each for each in ids if each not in checker.started]
    outcome = random_.choice(SETTLED)
    return [
        checker.start_pass,
        partial(checker.end, ids[0], Outcome.SKIPPED),
        *[checker.end_pass] * (checker.pass_number > 0),
        *(partial(checker.start, each) for each in free[:3]),
        *(partial(checker.end, each, outcome) for each in in_flight[:2]),
        *(partial(checker.abandon, each) for each in in_flight[:1]),
        *(partial(checker.return_late, each) for each in ids if each in checker.abandoned),
    ]


def history(random_: random.Random) -> Iterator[SimulatedChecker]:
    """A checker with random events."""
    checker = SimulatedChecker("abcdef", interval=random_.choice([1e-6, 0.3, 5.0, 1e6]))
    scale = random_.choice([1e-9, 0.1, 1.0, 1e5])
    for _ in range(60):
        checker.now += scale * random_.random() * random_.choice([0, 1, 10])
        random_.choice(moves(checker, random_))()
        yield checker


def check_bar(bar: Bar) -> None:
    assert min(bar.seconds, bar.goes_on) >= 0
    assert bar.goes_on == 0 or bar.outcome in {Outcome.TIMEOUT, Outcome.SKIPPED, None}


def test_bars_are_sound_whatever_happens() -> None:
    bars_seen = 0
    for seed in range(40):
        for checker in history(random.Random(seed)):
            state = checker.state()
            assert 0 <= state.progress.ended <= state.progress.items <= 6
            assert len(state.panels) <= PASSES
            for panel in state.panels:
                assert 0 <= panel.concurrent <= 6
                assert panel.seconds is None or panel.seconds == panel.lasted
                assert panel.lasted >= 0
                for bar in panel.bars:
                    check_bar(bar)
                    bars_seen += 1
    assert bars_seen > 5000
