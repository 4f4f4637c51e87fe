"""Items act by their script and record their checks."""

import asyncio
import threading

import pytest

from checker_lab.grading.child.clock import wait_until
from checker_lab.grading.child.items import Act, AsyncItem, Gate, Item
from checker_lab.grading.child.timeline import CheckTimeline


def boom() -> Act:
    return Act(error=lambda: ValueError("boom"))


def test_the_last_act_serves_all_later_checks() -> None:
    item = Item("a", CheckTimeline(), (Act(), boom()))
    assert item.health()
    for _ in range(2):
        with pytest.raises(ValueError, match="boom"):
            item.health()
    assert item.calls == len(item.timeline.of("a")) == 3
    assert item.timeline.in_flight() == []


def test_a_check_returns_the_answer_of_its_act() -> None:
    answers = (None, False, "fail", True)
    item = Item("a", CheckTimeline(), tuple(Act(answer=answer) for answer in answers))
    assert tuple(item.health() for _ in answers) == answers
    assert item.act(9).answer is True


def test_a_gate_holds_a_check() -> None:
    gate = Gate()
    item = Item("a", CheckTimeline(), (Act(gate=gate),))
    thread = threading.Thread(target=item.health)
    thread.start()
    assert wait_until(item.timeline.in_flight, 30.0)
    gate.open()
    thread.join()
    assert item.timeline.in_flight() == []


async def test_a_cancelled_check_says_so() -> None:
    item = AsyncItem("a", CheckTimeline(), (Act(gate=Gate()),))
    task = asyncio.create_task(item.health())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (check,) = item.timeline.of("a")
    assert check.was_cancelled
    assert check.task is task


async def test_tasks_act_by_the_same_script() -> None:
    item = AsyncItem("a", CheckTimeline(), (Act(), boom()))
    assert await item.health()
    with pytest.raises(ValueError, match="boom"):
        await item.health()
