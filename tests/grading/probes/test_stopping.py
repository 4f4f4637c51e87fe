"""stop() ends everything, and the message comes last."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_actor",
        "asyncio_taskgroup",
        "asyncio_message_in_a_thread",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
