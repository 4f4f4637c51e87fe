"""What is said about code that virtual time does not hold."""

import pytest

from checker_lab.grading.foreign import computes_without_end, foreign_sentence
from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.virtual import ForeignCall
from checker_lab.schedules.virtual.foreign import COMPUTES, WAITS


def test_a_call_and_its_line_in_both_languages() -> None:
    saw = foreign_sentence(ForeignCall("socket.connect", "solution.py:3: call()"))
    assert str(saw) == "the code calls socket.connect at solution.py:3: call()"
    assert saw.in_language("ru") == "код вызывает socket.connect (solution.py:3: call())"


def test_a_call_without_a_line() -> None:
    saw = foreign_sentence(ForeignCall(WAITS, ""))
    assert str(saw) == "the code waits for something outside of Python"


@pytest.mark.parametrize("where", ["", "solution.py:3: while True: pass"])
def test_what_computes_without_end_is_known_on_the_other_side(where: str) -> None:
    sent = foreign_sentence(ForeignCall(COMPUTES, where)).to_dict()
    assert computes_without_end(Sentence.from_dict(sent))


def test_what_waits_does_not_compute() -> None:
    assert not computes_without_end(foreign_sentence(ForeignCall(WAITS, "solution.py:3")))
    assert not computes_without_end(say("the code had not ended after {seconds:.0f} s", seconds=8))
