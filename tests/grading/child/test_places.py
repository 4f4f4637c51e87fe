"""Which lines are the learner's."""

import inspect
import sys
from pathlib import Path

import checker_lab.core.lines
from checker_lab.grading.child.places import Place, Places, frames_of, stack_of
from tests.grading import sample_checkers

PLACES = Places([__file__])


def test_files_of_python_and_of_the_library_are_not_the_learners() -> None:
    assert PLACES.is_learners(__file__)
    assert PLACES.is_learners("/tmp/ipykernel_7/1234.py")
    assert not PLACES.is_learners(checker_lab.core.lines.__file__)
    assert not PLACES.is_learners(inspect.getfile(Path))
    assert not PLACES.is_learners("<string>")


def test_a_traceback_and_a_stack_end_with_the_innermost_call() -> None:
    try:
        Path(3)  # type: ignore[arg-type]
    except TypeError as error:
        (place, _), *more = PLACES.in_frames(frames_of(error.__traceback__))
    assert not more
    assert place.source == "Path(3)  # type: ignore[arg-type]"
    assert stack_of(sys._getframe())[-1][0] is sys._getframe()


def test_another_file_is_named() -> None:
    here = Place(__file__, 1)
    assert str(PLACES.words(here)) == f"line 1, `{here.source}`"
    there = PLACES.of_function(sample_checkers.Raises.run)
    assert there is not None
    assert str(PLACES.words(there)).startswith("sample_checkers.py, line ")
    assert PLACES.of_function(len) is None
