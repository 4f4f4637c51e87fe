"""Only what the learner's code does, itself or through Python's own modules, is its doing."""

import sys
from types import FrameType
from typing import Any

from checker_lab.grading.child.blame import if_direct, if_learners, is_called_by, is_library
from checker_lab.grading.sentences import say

SAW = say("it does")


def frame_in(*files: str) -> FrameType:
    """Return the innermost of frames in these files, each called by the one before."""
    found: list[FrameType] = []
    call: Any = lambda: found.append(sys._getframe(1))  # noqa: E731
    for file in reversed(files):
        space: dict[str, Any] = {"call": call}
        exec(compile("def go():\n    call()", file, "exec"), space)
        call = space["go"]
    call()
    return found[0]


def test_a_library_is_not_the_learner() -> None:
    assert is_library(sys.modules["logging"].__file__ or "")
    assert is_library(sys.modules["checker_lab"].__file__ or "")
    assert is_library("<frozen importlib._bootstrap>")
    assert not is_library("/home/me/solution.py")


def test_the_line_is_named() -> None:
    frame = frame_in("/home/me/solution.py")
    assert str(if_direct(frame, SAW)) == "solution.py:2: it does"


def test_what_python_does_for_the_learner_is_the_learners_doing() -> None:
    inspect = sys.modules["inspect"].__file__ or ""
    frame = frame_in("/home/me/solution.py", inspect)
    assert if_direct(frame, SAW) is None
    assert str(if_learners(frame, SAW)) == "solution.py:2: it does"


def test_what_this_library_does_for_the_learner_is_not() -> None:
    ours = sys.modules["checker_lab"].__file__ or ""
    assert if_learners(frame_in("/home/me/solution.py", ours), SAW) is None


def test_a_call_is_followed_to_the_probe() -> None:
    def probe() -> bool:
        return is_called_by(probe.__code__)

    space: dict[str, Any] = {"probe": probe}
    exec(compile("def go():\n    return probe()", "/home/me/solution.py", "exec"), space)
    assert probe()
    assert space["go"]()
    assert not is_called_by(probe.__code__)
