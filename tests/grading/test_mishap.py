"""A mishap crosses from process to process, and says what to try."""

from checker_lab.grading.mishap import Mishap
from checker_lab.grading.sentences import say


def test_it_crosses_as_json_and_becomes_printable() -> None:
    mishap = Mishap(1, say("seen in {line}.", line="x\x1b[2J"), say("Try it."), "first\nlast\x07")
    received = Mishap.from_dict(mishap.to_dict())
    assert str(received.told) == r"seen in x\x1b[2J. Try it."
    assert received.trace == "first\nlast\\x07"
    assert received.rank == 1


def test_without_advice_it_only_says_what_happened() -> None:
    assert str(Mishap(0, say("seen.")).told) == "seen."
