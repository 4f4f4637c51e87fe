"""A trial makes a checker, calls it, and sends what a probe finds."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.child.code_runner import CodeRunner
from checker_lab.grading.child.loading import LearnersCode
from checker_lab.grading.child.trial import NotReachedError, Trial
from checker_lab.grading.kind import Kind
from checker_lab.grading.requirements import STOPPED
from checker_lab.grading.sentences import Sentence
from checker_lab.grading.verdicts import Finding
from tests.grading import sample_checkers

SENT: list[Finding | Sentence] = []


@pytest.fixture(autouse=True)
def nothing_sent() -> Iterator[None]:
    SENT.clear()
    yield
    SENT.clear()


def trial(code: Any) -> Trial:
    learners = LearnersCode(code, True, "threads", lambda: code)
    return Trial(learners, 1.0, CapturedOutput(STOPPED), SENT.append, SENT.append)


@pytest.mark.usefixtures("restored_threading")
def test_a_run_is_begun_with_items_and_ends_with_stop(capsys: pytest.CaptureFixture[str]) -> None:
    one = trial(sample_checkers.Right)
    item = one.item("a")
    one.begin_run(30.0, [item])
    one.wait_for_check(item, 30.0)
    assert one.checked(one.method("stop", seconds=30.0)).value is None
    assert capsys.readouterr().out == f"{STOPPED}\n"
    # As in the assignment: `range(interval)` needs an int.
    assert type(one.checker.interval) is int
    assert list(map(str, SENT)) == ["Right(30)", "add()", "run()", "watching the checks", "stop()"]
    assert "a: " in one.timetable().text


@pytest.mark.usefixtures("restored_threading")
def test_a_run_that_raises_is_not_reached() -> None:
    one = trial(sample_checkers.Raises)
    with pytest.raises(NotReachedError, match="run\\(\\) raised NotImplementedError: write run"):
        one.begin_run(30.0, [])


def test_a_timetable_shows_what_is_left_after_stop() -> None:
    one = trial(sample_checkers.Right)
    stop = one.timeline.mark("stop()")
    shown = one.timetable(["printer", "printer"])
    assert shown.lines[-1].in_language("ru") == "printer: всё ещё работает"
    assert shown.chart is not None
    assert shown.chart["checks"] == [("printer", stop - one.zero, None, False)]
    assert str(shown.chart["moments"][-1][1]) == "3 s after stop()"


class ReturnsItsTask:
    """A checker whose run() returns the task that it starts."""

    def __init__(self, interval: float) -> None:
        self.interval = interval

    def run(self) -> asyncio.Task[None]:
        return asyncio.create_task(asyncio.sleep(self.interval))


def test_a_task_that_run_returns_goes_on(make_runner: Callable[[Kind], CodeRunner]) -> None:
    one = trial(ReturnsItsTask)
    one.runner = make_runner("asyncio")
    run = one.begin_run(1_000.0, [])
    assert run.has_ended
    tasks = [task for task in one.runner.running() if isinstance(task, asyncio.Task)]
    assert len(tasks) == 1
    one.runner.call("cancel", tasks[0].cancel, seconds=30.0)


@pytest.mark.usefixtures("restored_threading")
def test_findings_are_sent_as_they_come() -> None:
    one = trial(sample_checkers.Right)
    one.passed("stops", "fine")
    one.failed("stops", "wrong", unless="returns")
    one.not_reached("stops", "hidden")
    one.remark("stops", "odd")
    assert [(sent.state, str(sent.saw)) for sent in SENT if isinstance(sent, Finding)] == [
        ("passed", "fine"),
        ("failed", "wrong"),
        ("not reached", "hidden"),
        (None, "odd"),
    ]
    assert one.uncaught_errors() == []


@pytest.mark.usefixtures("restored_threading")
def test_an_error_that_ends_a_thread_is_evidence() -> None:
    one = trial(sample_checkers.Right)
    thread = one.runner.grader_thread(lambda: 1 / 0, "a thread of mine")
    thread.join()
    (shown,) = one.uncaught_errors()
    assert shown.text == "a thread of mine: ZeroDivisionError: division by zero"
