"""What virtual time cannot hold is said so that a learner understands it, with its line."""

import pytest

from checker_lab.grading.child.foreign_calls import foreign_sentence
from checker_lab.schedules.virtual import ForeignCall
from checker_lab.schedules.virtual.foreign import COMPUTES, MOVES, WAITED, WAITS

LINE = "file.py:3: wait()"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("socket.bind", "it calls socket.bind"),
        (WAITS, "it waits for something that is not Python's own"),
        (COMPUTES, "it computes without end"),
        (MOVES, "its threads wake up so often that real time is as quick"),
    ],
)
def test_a_call_is_said_with_its_line(what: str, words: str) -> None:
    assert str(foreign_sentence(ForeignCall(what, LINE))) == f"{words}, at {LINE}"
    assert str(foreign_sentence(ForeignCall(what, ""))) == words


def test_short_waits_are_said_to_come_before_the_line() -> None:
    assert "shortly before this line, at file.py:3" in str(
        foreign_sentence(ForeignCall(WAITED, LINE))
    )
