"""Services that do what no service should, all behind one checker, pass after pass.

`tests/metric_client/test_transport.py` tests what each of them comes to, one at a time. Here none
of them harms another, and nothing of them is left.
"""

import asyncio
from contextlib import ExitStack
from typing import Any

import pytest

from checker_lab import (
    AsyncChecker,
    AsyncGoMetricClient,
    GoMetricClient,
    Outcome,
    ThreadedChecker,
)
from tests.faults.tally import Tally
from tests.helpers.misbehaving_services import FAILS, PASS, TIMES_OUT, whole
from tests.helpers.scripted_server import ScriptedServer, answer

PASSES = 2


def check_in_threads(urls: list[str]) -> list[Any]:
    items = [GoMetricClient(url, 1) for url in urls]
    checker = ThreadedChecker(items, max_concurrent=len(urls), on_event=lambda event: None)
    return [checker.check() for _ in range(PASSES)]


def check_in_tasks(urls: list[str]) -> list[Any]:
    async def main() -> list[Any]:
        items = [AsyncGoMetricClient(url, 1) for url in urls]
        checker = AsyncChecker(items, on_event=lambda event: None)
        return [await checker.check() for _ in range(PASSES)]

    return asyncio.run(main())


@pytest.mark.parametrize("check", [check_in_threads, check_in_tasks])
def test_all_of_them_together(check: Any, tally: Tally) -> None:
    wanted = dict.fromkeys(TIMES_OUT, Outcome.TIMEOUT) | dict.fromkeys(FAILS, Outcome.FAIL)
    scripts = TIMES_OUT | {name: script for name, (script, _) in FAILS.items()}
    with ExitStack() as stack:
        # A good one beside each bad one.
        good = [stack.enter_context(ScriptedServer(answer(whole(PASS)))) for _ in range(5)]
        bad = {
            name: stack.enter_context(ScriptedServer(script)) for name, script in scripts.items()
        }
        urls = [server.url for server in bad.values()]
        asked = [server.url + str(number) for number in range(10) for server in good]
        for results in check(urls + asked):
            for name, result in zip(bad, results[: len(bad)], strict=True):
                tally.same(result.outcome, wanted[name], name)
                tally.expect(result.output.isprintable(), f"what {name} says")
            tally.each(results[len(bad) :], lambda result: result.outcome is Outcome.PASS)
        for name, server in bad.items():
            tally.expect(server.wait_until_all_have_closed(), f"{name}: still connected")
        for server in good:
            tally.expect(server.wait_until_all_have_closed(), "still connected")
