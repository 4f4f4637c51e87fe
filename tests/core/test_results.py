"""Results and reports."""

import pickle

from checker_lab import CheckResult, Outcome, StopReport
from checker_lab.core.errors import CheckTimeoutError


def test_errors_can_be_sent_with_their_results() -> None:
    result = CheckResult("b", Outcome.TIMEOUT, 1, 0.0, 1.0, CheckTimeoutError(1))
    copy = pickle.loads(pickle.dumps(result))
    assert isinstance(copy.error, CheckTimeoutError)
    assert copy.error.seconds == 1


def test_a_report_says_what_it_is_made_of() -> None:
    assert repr(StopReport(True)) == "StopReport(ended=True, cancelled=(), abandoned=())"


def test_some_outcomes_are_failures() -> None:
    failures = {outcome for outcome in Outcome if outcome.is_failure}
    assert failures == {Outcome.FAIL, Outcome.TIMEOUT, Outcome.PANIC}


def test_results_are_values() -> None:
    result, other = (
        CheckResult("b", Outcome.TIMEOUT, 1, 0.0, 1.0, CheckTimeoutError(1)) for _ in range(2)
    )
    assert result == other == pickle.loads(pickle.dumps(result))
    assert hash(result) == hash(other)
