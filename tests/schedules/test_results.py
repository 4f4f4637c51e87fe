"""Tests of runs and explorations as values and as text."""

from dataclasses import asdict

import pytest

from checker_lab.schedules import explore, play
from checker_lab.schedules.phrases import ENDED, HOLDS, Phrase
from checker_lab.schedules.results import Exploration, Run, Standing, Step
from checker_lab.schedules.schedule import Schedule
from tests.schedules.programs import (
    ADDS,
    Naive,
    nothing_lost,
)


def test_the_text_of_a_run_is_always_the_same() -> None:
    text = str(play(Naive, ADDS, "A A B B A B", nothing_lost))
    assert text.splitlines()[1:3] == [
        "A  programs.py:15  items = self.items",
        'B  programs.py:36  shared.add("b")',
    ]
    assert text.endswith("\nthe invariant does not hold")
    assert text == str(play(Naive, ADDS, "A A B B A B", nothing_lost))


def test_assert_holds_raises_with_the_losing_schedule() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    with pytest.raises(AssertionError) as caught:
        found.assert_holds()
    assert str(caught.value) == (
        "6 of 14 schedules lose (all with at most 2 preemptions)\n"
        "fewest switches: A A B*3 A: the invariant does not hold"
    )


def test_the_shortest_schedule_loses_again_when_it_is_played() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert found.shortest is not None
    run = play(Naive, ADDS, found.shortest, nothing_lost)
    assert run.loses
    assert run.schedule == found.shortest
    assert found.run == run


def step(source: str = "x = 1", remark: Phrase = ENDED) -> Step:
    return Step("A", "f.py", 3, source, "f", {}, {}, ("x: 0 → 1",), remark)


def test_a_step_shows_its_line_what_it_changed_and_how_it_ended() -> None:
    assert str(step()) == "A  f.py:3  x = 1  # x: 0 → 1; ended"
    assert step().note == "ended"
    assert str(step("a\nb\nc\nd\ne")) == "A  f.py:3  a; b; c; …; e  # x: 0 → 1; ended"
    assert str(Step("A", "", 0, "", "", {}, {})) == "A"


def test_a_standing_shows_its_line_and_why_it_waits() -> None:
    assert str(Standing("A", "ready", file="f.py", line=3, source="x = 1")) == (
        "A  f.py:3  x = 1  # ready"
    )
    assert str(Standing("A", "ended", ENDED)) == "A  # ended"
    assert Standing("A", "ended", ENDED).reason == "ended"


def test_a_run_loses_unless_it_holds_or_is_unfinished() -> None:
    run = play(Naive, ADDS, "", nothing_lost)
    assert (run.loses, run.verdict, run.reason) == (False, HOLDS, "the invariant holds")
    assert asdict(run.steps[0])["thread"] == "A"
    assert not play(Naive, ADDS, "", finish=False).loses


@pytest.mark.parametrize(
    ("exploration", "text"),
    [
        (
            Exploration(1, 0, 0, True, None, 1),
            "none of 1 schedule loses (all with at most 1 preemption)",
        ),
        (
            Exploration(2000, 0, 0, True, None, None),
            "none of 2,000 schedules loses (all there are)",
        ),
        (
            Exploration(9, 1, 0, True, Schedule("A B"), 2),
            "1 of 9 schedules loses (all with at most 2 preemptions)\nfewest switches: A B",
        ),
        (
            Exploration(9, 0, 0, False, None, 2, stopped_by=Phrase("stopped", "остановлен")),
            "inconclusive: none of the 9 schedules explored loses, but not all were (stopped)",
        ),
    ],
)
def test_the_text_of_an_exploration(exploration: Exploration, text: str) -> None:
    assert str(exploration) == text
    assert exploration.holds is (exploration.exhausted and not exploration.losing)


def test_only_runs_are_compared_by_what_happened() -> None:
    assert isinstance(play(Naive, ADDS), Run)
    assert play(Naive, ADDS) == play(Naive, ADDS) != play(Naive, ADDS, "B")
