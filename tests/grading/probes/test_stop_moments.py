"""stop() holds in the middle of a pass, right after run(), and twice at the same moment."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)
PATHS = {learner.name: learner.path for learner in learners()}


@pytest.mark.parametrize(
    "name", ["threads_crew", "asyncio_run_returns_its_task", "asyncio_works_off_the_queue"]
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize(
    ("name", "fails", "saw"),
    [
        ("threads_works_off_the_queue", "stops", "in the middle of a pass of 90 items: "),
        ("threads_stop_before_the_start", "stops", "right after run(): "),
        ("threads_joins_while_they_leave", "stop-prompt", "raised RuntimeError: dictionary"),
        ("threads_two_stops_say_it_twice", "stop-twice", "two calls of stop() at the same moment"),
        ("threads_rest_of_the_pass_goes_on", "stops", "the first of 3 checks of a pass had"),
        ("asyncio_rest_of_the_pass_goes_on", "stops", "the first of 8 checks of a pass had"),
        ("threads_notified_before_the_wait", "stop-prompt", "checks of a pass"),
        ("asyncio_notified_before_the_wait", "stop-prompt", "checks of a pass"),
        ("threads_stop_looks_before_it_sets", "stop-twice", "two calls of stop()"),
        ("asyncio_two_stops_say_it_twice", "stop-twice", "two calls of stop() at the same moment"),
    ],
)
def test_it_says_at_which_moment(name: str, fails: str, saw: str) -> None:
    report = grade_file(PATHS[name], only=fails)
    assert report.failed == (fails,), str(report)
    assert saw in report[fails].saw
