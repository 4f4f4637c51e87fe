"""The report names what has not ended when the stop message is printed, by any thread."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_helper_says_it_too_early",
        "asyncio_callback_says_it_too_early",
        "asyncio_says_it_before_it_cancels",
    ],
)
def test_a_message_before_the_end_is_noticed(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["threads_printer", "threads_supervisor", "threads_item_timers"])
def test_who_waits_for_the_printer_may_still_be_there(name: str) -> None:
    assert_judged(name, only=("stop-message",))
