"""An item is left alone while its check is in flight."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_starts_what_still_runs",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
