"""The exercises ask for every requirement, and each has its solutions."""

import pytest

from checker_lab.grading.kind import Kind
from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT
from checker_lab.lessons.exercises.catalogue import EXERCISES, KINDS, Exercise, exercise_named


def test_the_steps_ask_for_what_the_assignment_asks_for() -> None:
    *steps, assignment = EXERCISES
    assert {name for step in steps for name in step.asks} == {*assignment.asks, *ON_REQUEST}
    assert assignment.asks == CHECKER + TIMEOUT


def test_they_are_numbered_and_found_by_name() -> None:
    assert [exercise.number for exercise in EXERCISES] == [1, 2, 3, 4, 5, 6]
    assert exercise_named("the race") is EXERCISES[0]
    assert EXERCISES[0].notebook == "1_the_race.ipynb"
    assert EXERCISES[0].title("asyncio") == "1. The race, in asyncio"
    with pytest.raises(ValueError, match="choose from 'the race'"):
        exercise_named("the rice")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_each_has_solutions(exercise: Exercise, kind: Kind) -> None:
    assert len(exercise.solutions(kind)) == len(exercise.parts)
