"""The mailbox of the owner task."""

import asyncio
import threading
from collections.abc import Callable

from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.testing import ManualClock, wait_until_async


async def test_a_wait_leaves_the_mail_where_it_is() -> None:
    mailbox: AsyncMailbox[str] = AsyncMailbox(ManualClock())
    mailbox.send("b")
    mailbox.send_first("a")
    await mailbox.wait(None)
    assert mailbox.drain() == ["a", "b"]


async def test_a_wait_ends_with_mail_or_at_the_deadline() -> None:
    clock = ManualClock()
    mailbox: AsyncMailbox[str] = AsyncMailbox(clock)
    wakes: list[Callable[[], None]] = [lambda: mailbox.send("a"), lambda: clock.advance(5.0)]
    for wake in wakes:
        waiter = asyncio.create_task(mailbox.wait(5.0))
        await wait_until_async(lambda: clock.alarms == (5.0,))
        wake()
        await waiter
        mailbox.drain()
    await mailbox.wait(5.0)


async def test_mail_from_another_thread_wakes_the_task() -> None:
    mailbox: AsyncMailbox[str] = AsyncMailbox(ManualClock())
    waiter = asyncio.create_task(mailbox.wait(None))
    await asyncio.sleep(0)
    thread = threading.Thread(target=mailbox.send, args=("a",))
    thread.start()
    await waiter
    thread.join()
    assert repr(mailbox) == "<AsyncMailbox, 1 inside>"


async def test_endless_mail_starves_no_other_task() -> None:
    mailbox: AsyncMailbox[str] = AsyncMailbox(ManualClock())
    mailbox.send("never read")
    turns: list[int] = []
    asyncio.get_running_loop().call_soon(turns.append, 1)
    await mailbox.wait(None)
    assert turns == [1]


def test_mail_to_a_loop_that_is_closed_waits_for_the_next_owner() -> None:
    mailbox: AsyncMailbox[str] = AsyncMailbox(ManualClock())
    loop = asyncio.new_event_loop()
    waiter = loop.create_task(mailbox.wait(None))
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    mailbox.send("a")
    assert mailbox.drain() == ["a"]
    waiter._log_destroy_pending = False  # type: ignore[attr-defined]
    waiter.get_coro().close()
