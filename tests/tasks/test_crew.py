"""The crew of tasks: what can be cancelled, and what swallows its cancellation."""

import asyncio
from contextvars import ContextVar

import pytest

from checker_lab.core.checks import Check, Pass
from checker_lab.core.mail import CheckReturned, Mail
from checker_lab.core.registry import Entry
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.testing import HANG, AsyncScripted, ManualClock, wait_until_async

SEEN: ContextVar[str] = ContextVar("SEEN", default="nothing")


async def forever() -> bool:
    return await asyncio.Event().wait()


@pytest.fixture
def mailbox() -> AsyncMailbox[Mail]:
    return AsyncMailbox(ManualClock())


@pytest.fixture
def crew(mailbox: AsyncMailbox[Mail]) -> TaskCrew:
    return TaskCrew(mailbox, ManualClock())


def check_of(item: AsyncScripted) -> Check:
    return Check(Entry(item.id, item), Pass(1, 1))


async def test_a_check_that_is_cancelled_reports_it(
    crew: TaskCrew, mailbox: AsyncMailbox[Mail]
) -> None:
    item = AsyncScripted("a", forever)
    check = check_of(item)
    crew.start([check], 1)
    await wait_until_async(lambda: item.started)
    assert await crew.cancel([check]) == []
    (mail,) = [each for each in mailbox.drain() if isinstance(each, CheckReturned)]
    assert mail.finding.cancelled


async def test_a_check_that_swallows_its_cancellation_is_kept_until_it_returns(
    crew: TaskCrew, mailbox: AsyncMailbox[Mail]
) -> None:
    item = AsyncScripted("a", HANG)
    check = check_of(item)
    crew.start([check], 1)
    await wait_until_async(lambda: item.started)
    assert await crew.cancel([check]) == [check]
    item.release()
    await wait_until_async(lambda: not crew._running)
    assert isinstance(mailbox.drain()[-1], CheckReturned)


async def test_checks_that_were_cancelled_before_their_first_step_are_taken_back(
    crew: TaskCrew,
) -> None:
    item = AsyncScripted("a")
    check = check_of(item)
    crew.start([check], 1)
    assert await crew.cancel([check]) == []
    assert crew.take_back() == [check]
    assert (crew.take_back(), item.started) == ([], 0)


async def test_no_check_sees_the_context_variables_of_another(crew: TaskCrew) -> None:
    seen: list[str] = []

    def look_and_set() -> bool:
        seen.append(SEEN.get())
        SEEN.set("set by another check")
        return True

    items = [AsyncScripted(item_id, look_and_set) for item_id in "ab"]
    crew.start([check_of(item) for item in items], 1)
    await wait_until_async(lambda: len(seen) == 2)
    assert seen == ["nothing", "nothing"]
