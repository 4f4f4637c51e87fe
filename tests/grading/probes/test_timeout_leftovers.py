"""A call leaves nothing behind that stays, or that disturbs its caller later."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_stranded_sender",
        "timeout_threads_timer_goes_on_after_errors",
        "timeout_threads_keeps_every_pool",
        "timeout_asyncio_timer_cancels_the_caller",
        "timeout_asyncio_sleeper_goes_on",
        "timeout_threads_watcher_stays",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["timeout_threads_executor", "timeout_asyncio_future"])
def test_right_ones_leave_nothing(name: str) -> None:
    assert_judged(name, only=("leaves-nothing",))


@pytest.mark.parametrize(
    ("name", "saw", "hint"),
    [
        (
            "timeout_asyncio_shielded",
            "5 of the late get_health() had not been cancelled",
            "goes on",
        ),
        (
            "timeout_asyncio_catches_cancellation",
            "5 tasks had been cancelled and had not ended",
            "CancelledError",
        ),
        ("timeout_threads_watcher_stays", "left 5 threads or tasks", "when the answer has come"),
    ],
)
def test_what_is_left_is_what_is_said(name: str, saw: str, hint: str) -> None:
    path = next(one.path for one in learners() if one.name == name)
    verdict = grade_file(path, only="leaves-nothing")["leaves-nothing"]
    assert saw in verdict.saw
    assert hint in verdict.hint(1)
