"""The timeline of the last passes."""

import random
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from checker_lab import Outcome
from checker_lab.view import Bar, Panel
from checker_lab.view.timeline import KEPT, PASSES, ROOM, SHORTEST
from tests.view.histories import Played

SETTLED = [outcome for outcome in Outcome if outcome is not Outcome.SKIPPED]


def panels(played: Played) -> tuple[Panel, ...]:
    return played.picture().panels


def bars(panel: Panel) -> dict[str, Bar]:
    found = {bar.item_id: bar for bar in panel.bars}
    assert len(found) == len(panel.bars), "two bars in one lane"
    return found


def run_pass(played: Played, at_once: int, seconds: float = 1.0) -> None:
    """A pass in which `at_once` checks run at the same time, `seconds` each."""
    played.begin_pass()
    ids = list(played.entries)
    for first in range(0, len(ids), at_once):
        played.begin(*ids[first : first + at_once])
        played.now += seconds
        for item_id in ids[first : first + at_once]:
            played.end(item_id)
    played.end_pass()


def test_nothing_is_drawn_before_the_first_pass() -> None:
    assert panels(Played()) == ()


def test_a_pass_one_by_one_and_a_pass_all_at_once_are_drawn_to_one_scale() -> None:
    played = Played("abcd")
    run_pass(played, 1)
    run_pass(played, 4)
    run_pass(played, 2)
    one, four, two = panels(played)
    assert [panel.at_once for panel in (one, four, two)] == [1, 4, 2]
    assert [panel.seconds for panel in (one, four, two)] == [4.0, 1.0, 2.0]
    width = pytest.approx(4.0 * ROOM)
    assert one.width == four.width == two.width == width
    assert [bar.start * one.width for bar in one.bars] == pytest.approx([0, 1, 2, 3])
    assert [bar.start for bar in four.bars] == [0.0] * 4
    assert {round(bar.length * bar.seconds * one.width, 6) for bar in one.bars} == {1.0}
    assert [bar.start * two.width for bar in two.bars] == pytest.approx([0, 0, 1, 1])


def test_only_the_last_passes_are_drawn_the_oldest_first() -> None:
    played = Played("a")
    for number in range(1, 7):
        run_pass(played, 1)
        assert [panel.pass_number for panel in panels(played)] == list(
            range(max(number - PASSES, 0) + 1, number + 1)
        )


def test_the_pass_that_is_under_way() -> None:
    played = Played("abc")
    played.begin_pass()
    (panel,) = panels(played)
    assert (panel.seconds, panel.at_once, panel.bars) == (None, 0, ())
    assert panel.width == SHORTEST
    played.begin("a", "b")
    played.now = 1.0
    played.end("a", Outcome.FAIL)
    played.begin("c")
    played.now = 2.0
    (panel,) = panels(played)
    found = bars(panel)
    assert (panel.seconds, panel.at_once) == (None, 2)
    assert [found[each].outcome for each in "abc"] == [Outcome.FAIL, None, None]
    assert [found[each].seconds for each in "abc"] == [1.0, 2.0, 1.0]
    assert found["c"].start * panel.width == pytest.approx(1.0)


def test_a_check_that_hangs_runs_then_times_out_then_goes_on_then_comes_back() -> None:
    played = Played("ab", interval=10.0)
    played.begin_pass()
    played.begin("a", "b")
    played.now = 1.0
    played.end("b")
    (panel,) = panels(played)
    bar = bars(panel)["a"]
    assert (bar.outcome, bar.start, bar.seconds, bar.goes_on) == (None, 0.0, 1.0, 0.0)
    assert bar.length == pytest.approx(1.0 / panel.width)

    played.now = 2.0
    played.give_up("a")
    played.end_pass(1)
    (panel,) = panels(played)
    bar = bars(panel)["a"]
    assert (bar.outcome, bar.seconds, bar.goes_on) == (Outcome.TIMEOUT, 2.0, 0.0)

    played.now = 2.1
    (panel,) = panels(played)
    assert bars(panel)["a"].goes_on * panel.width == pytest.approx(0.1)

    played.now = 10.0
    played.begin_pass()
    played.end("a", Outcome.SKIPPED)
    played.begin("b")
    played.now = 13.0
    first, second = panels(played)
    bar = bars(first)["a"]
    assert bar.start + bar.length + bar.goes_on == pytest.approx(1.0)
    assert bars(second)["a"][1:] == (Outcome.SKIPPED, 0.0, 0.0, 0.0, 0.0)

    played.come_back("a", of=1)
    assert bars(panels(played)[0])["a"].goes_on == bar.goes_on
    played.end("b")
    played.end_pass()
    played.begin_pass()
    played.begin("a")
    played.now = 14.0
    first, second, third = panels(played)
    assert bars(first)["a"].goes_on == pytest.approx(1 - 2.0 / first.width)
    assert bars(second)["a"].outcome is Outcome.SKIPPED
    assert bars(third)["a"].outcome is None


def test_a_check_that_a_stop_gave_up_goes_on_too() -> None:
    played = Played("ab")
    played.begin_pass()
    played.now = 1.0
    played.begin("a")
    played.now = 3.0
    played.end("a", Outcome.SKIPPED)
    played.abandoned["a"] = 3.0
    played.end("b", Outcome.SKIPPED)
    played.end_pass()
    played.stop()
    played.now = 3.25
    (panel,) = panels(played)
    bar = bars(panel)["a"]
    assert (bar.outcome, bar.seconds) == (Outcome.SKIPPED, 2.0)
    assert [part * panel.width for part in (bar.start, bar.length, bar.goes_on)] == pytest.approx(
        [1.0, 2.0, 0.25]
    )
    assert bars(panel)["b"].length == bars(panel)["b"].goes_on == 0.0


def test_what_comes_back_soon_goes_on_for_so_long() -> None:
    played = Played("ab")
    played.begin_pass()
    played.begin("a", "b")
    played.now = 2.0
    played.give_up("a")
    played.now = 2.5
    played.come_back("a", of=1)
    played.now = 4.0
    played.end("b")
    played.end_pass(1)
    for _ in range(2):
        (panel,) = panels(played)
        assert bars(panel)["a"].goes_on * panel.width == pytest.approx(0.5)
        played.now = 60.0


def test_a_pass_that_hangs_is_no_wider_than_the_interval() -> None:
    played = Played("ab", interval=5.0)
    run_pass(played, 2)
    played.now = 5.0
    played.begin_pass()
    played.begin("a", "b")
    played.now = 6.0
    played.end("b")
    played.now = 500.0
    first, second = panels(played)
    assert first.width == second.width == pytest.approx(5.0 * ROOM)
    assert bars(second)["a"].length == pytest.approx(1.0)
    assert bars(second)["a"].seconds == 495.0


def test_a_check_that_hangs_is_drawn_in_its_own_pass() -> None:
    played = Played("a")
    played.begin_pass()
    played.begin("a")
    for _ in range(2):
        played.now += 5.0
        played.begin_pass()
        played.end("a", Outcome.SKIPPED)
    played.now += 1.0
    drawn = [(panel.at_once, bars(panel)["a"].outcome) for panel in panels(played)]
    assert drawn == [(1, None), (0, Outcome.SKIPPED), (0, Outcome.SKIPPED)]


def test_news_of_passes_that_are_not_drawn_do_no_harm() -> None:
    played = Played("ab")
    played.begin("a", "b")
    played.pass_number = 7
    played.give_up("a", of=3)
    played.end("b", of=3)
    played.end_pass()
    played.come_back("a", of=3)
    assert panels(played) == ()
    run_pass(played, 2)
    assert [panel.pass_number for panel in panels(played)] == [8]


def test_a_large_pass_is_remembered_in_part_and_counted_whole() -> None:
    played = Played([str(number) for number in range(KEPT + 10)])
    played.begin_pass()
    played.begin(*played.entries)
    played.now = 1.0
    for item_id in played.entries:
        played.end(item_id)
    assert played.picture().progress == (KEPT + 10, KEPT + 10)
    assert panels(played)[0].at_once == KEPT


def test_a_removed_item_has_no_lane() -> None:
    played = Played("ab")
    played.begin_pass()
    played.begin("a", "b")
    del played.entries["a"]
    played.now = 1.0
    played.end("a")
    (panel,) = panels(played)
    assert list(bars(panel)) == ["b"]
    assert panel.at_once == 2


def moves(played: Played, random_: random.Random) -> list[Callable[[], None]]:
    """What can happen next."""
    ids = random_.sample(sorted(played.entries), len(played.entries))
    at_work = [each for each in ids if each in played.began and each not in played.abandoned]
    free = [each for each in ids if each not in played.began]
    outcome = random_.choice(SETTLED)
    return [
        played.begin_pass,
        partial(played.end, ids[0], Outcome.SKIPPED),
        *[played.end_pass] * (played.pass_number > 0),
        *(partial(played.begin, each) for each in free[:3]),
        *(partial(played.end, each, outcome) for each in at_work[:2]),
        *(partial(played.give_up, each) for each in at_work[:1]),
        *(partial(played.come_back, each) for each in ids if each in played.abandoned),
    ]


def history(random_: random.Random) -> Iterator[Played]:
    """A checker to which anything happens."""
    played = Played("abcdef", interval=random_.choice([1e-6, 0.3, 5.0, 1e6]))
    scale = random_.choice([1e-9, 0.1, 1.0, 1e5])
    for _ in range(60):
        played.now += scale * random_.random() * random_.choice([0, 1, 10])
        random_.choice(moves(played, random_))()
        yield played


def check_bar(bar: Bar) -> None:
    assert 0 <= bar.start < 1
    assert min(bar.length, bar.goes_on, bar.seconds) >= 0
    assert bar.start + bar.length + bar.goes_on <= 1 + 1e-12
    assert bar.goes_on == 0 or bar.outcome in {Outcome.TIMEOUT, Outcome.SKIPPED}


def test_whatever_happens_the_bars_are_within_their_panels() -> None:
    drawn = 0
    for seed in range(40):
        for played in history(random.Random(seed)):
            picture = played.picture()
            assert 0 <= picture.progress.ended <= picture.progress.items <= 6
            assert len(picture.panels) <= PASSES
            for panel in picture.panels:
                assert panel.width == picture.panels[0].width >= SHORTEST
                assert 0 <= panel.at_once <= 6
                assert panel.seconds is None or panel.seconds >= 0
                for bar in bars(panel).values():
                    check_bar(bar)
                    drawn += 1
    assert drawn > 5000
