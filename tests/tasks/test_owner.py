"""The owner task: it can be waited for, and it answers however it ends."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from checker_lab import AsyncChecker, CheckerError
from checker_lab.tasks.owner import TaskOwner
from checker_lab.testing import AsyncScripted, EventLog, ManualClock


def owner_of(checker: AsyncChecker) -> TaskOwner:
    with checker._lock:
        owner = checker._owner_now()
    assert owner is not None
    return owner


async def test_it_can_be_waited_for() -> None:
    checker = AsyncChecker(on_event=EventLog(), clock=ManualClock())
    checker.run()
    owner = owner_of(checker)
    assert not await owner.wait(0.01)
    assert (owner.is_alive, owner.is_current) == (True, False)
    await checker.stop()
    assert await owner.wait()
    assert not owner.is_alive


@pytest.mark.parametrize("place", ["_decide", "_carry_out", "_end_run"])
async def test_each_caller_gets_an_answer_wherever_it_dies(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = AsyncChecker([AsyncScripted("a")], on_event=EventLog())
    real = getattr(TaskOwner, place)

    def die(owner: TaskOwner, *args: Any) -> Any:
        real(owner, *args)
        if place == "_end_run" or owner._replies or place == "_decide":
            raise MemoryError(place)
        return None

    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    with monkeypatch.context() as patch:
        patch.setattr(TaskOwner, place, die)
        with suppress(CheckerError):  # which is an answer too
            assert [result.item_id for result in await checker.check()] == ["a"]
    assert [result.item_id for result in await checker.check()] == ["a"]
