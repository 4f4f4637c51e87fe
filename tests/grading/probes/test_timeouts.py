"""A timeout affects only its own call and leaves nothing behind."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_stranded_sender",
        "timeout_asyncio_cancels_all",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
