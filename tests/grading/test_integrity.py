"""What several processes report about the code's integrity is always the same."""

from checker_lab.grading.integrity import Integrity
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.sentences import say

JOB = Job(PackedCode("it", b"", "", {}, ()), "", (), 1.0, 1.0)
A, B = say("a"), say("b")


def test_it_does_not_depend_on_which_process_was_faster() -> None:
    for results in ((A, B), (B, A)):
        integrity = Integrity()
        for saw in (*results, None):
            integrity.take(ProcessResult(JOB, reached=saw, borrowed=saw))
        assert (integrity.reached, integrity.borrowed) == (A, A)


def test_without_a_reason_everything_is_judged() -> None:
    assert Integrity().not_judged(("returns",)) == []
    found = Integrity(reached=A).not_judged(("returns", "stops"))
    assert [(one.name, one.state) for one in found] == [
        ("returns", "not reached"),
        ("stops", "not reached"),
    ]
