"""The reply to `check()`: results or an error, from any thread, once."""

import asyncio
import threading

import pytest

from checker_lab.core.errors import CheckerError
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.tasks.reply import FutureReply, running_loop

RESULTS = (CheckResult("a", Outcome.PASS, 1, 0.0, 0.0),)


async def test_the_caller_gets_the_results_from_another_thread() -> None:
    reply = FutureReply(running_loop("check()"))
    thread = threading.Thread(target=reply.send, args=(RESULTS,))
    thread.start()
    assert await reply.future == RESULTS
    thread.join()


async def test_closing_it_raises_an_error_in_the_caller() -> None:
    reply = FutureReply(running_loop("check()"))
    reply.close()
    with pytest.raises(CheckerError, match="see its traceback"):
        await reply.future


async def test_only_the_first_answer_counts() -> None:
    reply = FutureReply(running_loop("check()"))
    reply.send(RESULTS)
    reply.close()
    await asyncio.sleep(0)
    assert await reply.future == RESULTS


async def test_it_may_be_cancelled_before_the_answer() -> None:
    reply = FutureReply(running_loop("check()"))
    reply.future.cancel()
    reply.send(RESULTS)
    await asyncio.sleep(0)
    assert reply.future.cancelled()


def test_a_closed_loop_is_no_error() -> None:
    loop = asyncio.new_event_loop()
    reply = FutureReply(loop)
    loop.close()
    reply.send(RESULTS)
    reply.close()
    assert not reply.future.done()


def test_without_an_event_loop_it_says_what_needs_one() -> None:
    with pytest.raises(RuntimeError, match=r"check\(\) needs a running event loop"):
        running_loop("check()")
