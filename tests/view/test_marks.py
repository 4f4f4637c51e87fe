"""The marks: each outcome has its own, so that a colour is never the only difference."""

from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS, name_of


def test_every_outcome_has_its_own_sign_and_a_name() -> None:
    assert set(MARKS) == {None, *Outcome}
    assert len({mark.sign for mark in MARKS.values()}) == len(MARKS)
    assert {name_of(outcome, "en") for outcome in MARKS} == {
        "pending",
        *(outcome.name for outcome in Outcome),
    }
    assert {outcome for outcome in Outcome if MARKS[outcome].tone in {"bad", "late"}} == {
        outcome for outcome in Outcome if outcome.is_failure
    }
