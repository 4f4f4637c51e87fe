"""The adapters: each method returns immediately, with a future of the result."""

import asyncio
from typing import cast

import pytest

from checker_lab.core.errors import AlreadyRunningError
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.testing import HANG, EventLog, Scripted, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.widgets.adapters import TaskAdapter, ThreadAdapter, adapter_for


def test_each_checker_has_its_adapter() -> None:
    async def adapt() -> object:
        return adapter_for(AsyncChecker())

    assert isinstance(adapter_for(ThreadedChecker()), ThreadAdapter)
    assert isinstance(asyncio.run(adapt()), TaskAdapter)


def test_check_does_not_wait_for_a_hung_check() -> None:
    item = Scripted("hung", HANG)
    future = ThreadAdapter(ThreadedChecker([item], on_event=EventLog())).check()
    wait_until(lambda: item.started)
    assert not future.done()
    item.release()
    (result,) = cast("tuple[CheckResult, ...]", future.result(timeout=10))
    assert result.outcome is Outcome.PASS


def test_stop_does_not_wait_for_a_hung_check() -> None:
    item = Scripted("hung", HANG)
    checker = ThreadedChecker([item], on_event=EventLog())
    adapter = ThreadAdapter(checker)
    adapter.run().result(timeout=0)
    wait_until(lambda: item.started)
    assert adapter.stop().done()
    wait_until(lambda: not checker.running)
    item.release()
    wait_until(lambda: not checker.snapshot().abandoned)


def test_the_future_has_the_error_of_the_checker() -> None:
    adapter = ThreadAdapter(ThreadedChecker(on_event=EventLog()))
    adapter.run().result(timeout=0)
    with pytest.raises(AlreadyRunningError):
        adapter.run().result(timeout=0)
    adapter.stop()


def test_a_closed_event_loop_is_an_error_of_the_future() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    future = TaskAdapter(AsyncChecker(), loop).stop()
    with pytest.raises(RuntimeError, match="closed"):
        future.result(timeout=0)
