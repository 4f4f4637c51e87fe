"""What is still there when the stop message is printed is named."""

import threading

import pytest

from checker_lab.grading.probes.leftovers import name_all
from tests.grading.learner_reports import assert_judged


@pytest.mark.timeout(120)
def test_a_message_before_the_end_is_noticed() -> None:
    assert_judged("asyncio_says_it_too_early")


def test_four_are_named_and_the_others_counted() -> None:
    threads = [threading.Thread(name=f"thread {number}") for number in range(6)]
    assert str(name_all(threads)) == (
        "the thread 'thread 0', the thread 'thread 1', the thread 'thread 2', "
        "the thread 'thread 3', and 2 more"
    )
