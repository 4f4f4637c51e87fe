"""Late returns, ends of runs, many callers of check() without a run: everyone gets an answer.

`test_storm.py` has every other call. Here checks outlive their timeout, and the interpreter
switches its threads far more often than usual.
"""

import asyncio
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from typing import Any

import pytest

from checker_lab import AlreadyRunningError, AsyncChecker, Outcome, ThreadedChecker
from checker_lab.testing import EventLog
from tests.faults.tally import Tally

CALLERS = 4
ITEMS = 60
BOUND = 20.0
"""Seconds within which every call has returned, even on a busy machine."""


@pytest.fixture(autouse=True)
def switches_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


class Late:
    """Mostly outlives a timeout of 10 ms, and returns when the owner may have ended."""

    def __init__(self, number: int, seed: int) -> None:
        self.id = f"item {number}"
        self._random = random.Random(f"{number} {seed}")

    def health(self) -> bool:
        time.sleep(self._random.uniform(0.001, 0.05))
        return True


class AsyncLate(Late):
    async def health(self) -> bool:  # type: ignore[override]
        with suppress(asyncio.CancelledError):  # so that it is abandoned
            await asyncio.sleep(self._random.uniform(0.001, 0.05))
        await asyncio.sleep(self._random.uniform(0.001, 0.05))
        return True


OPTIONS: dict[str, Any] = {"timeout": 0.01, "max_concurrent": 64, "max_abandoned": 300}


def storm_of_threads(tally: Tally, seed: int, seconds: float) -> None:
    items = [Late(number, seed) for number in range(ITEMS)]
    call_from_threads(ThreadedChecker(items, on_event=EventLog(), **OPTIONS), tally, seed, seconds)


def storm_of_http(tally: Tally, seed: int, seconds: float) -> None:
    """Over real connections: of ten services, five answer after their timeout."""
    from checker_lab import demo

    with ExitStack() as stack:
        services = stack.enter_context(demo.services())
        items = [
            services.item("slow" if number % 2 else "pass", id=str(number), seconds=delay)
            for number, delay in enumerate([None, 0.05] * 5)
        ]
        checker = ThreadedChecker(items, on_event=EventLog(), **OPTIONS | {"timeout": 0.03})
        call_from_threads(checker, tally, seed, seconds)


def call_from_threads(checker: ThreadedChecker, tally: Tally, seed: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    wanted = str(checker).split("\n")

    def asks(dice: random.Random) -> None:
        ids = [result.item_id for result in checker.check()]
        tally.expect(ids == wanted, f"the results of a check: {ids}")

    def looks(dice: random.Random) -> None:
        tally.expect(repr(checker) and str(checker) and checker.snapshot().items, "a look")

    def runs(dice: random.Random) -> None:
        with suppress(AlreadyRunningError):
            checker.run()
        time.sleep(dice.random() * 0.02)
        tally.expect(checker.stop(grace=dice.choice([0.0, 0.01])).ended, "a stop")
        time.sleep(dice.random() * 0.1)  # and for a while there is no run

    def calls(call: Callable[[random.Random], None], number: int) -> None:
        dice = random.Random(f"{seed} {number}")
        while time.monotonic() < until:
            call(dice)

    every = [asks] * CALLERS + [looks, runs]
    threads = [
        threading.Thread(target=calls, args=(call, number), daemon=True)
        for number, call in enumerate(every)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + BOUND)
    tally.each(threads, lambda thread: not thread.is_alive())
    checker.timeout = None
    outcomes = [result.outcome for result in checker.check()]
    tally.each(outcomes, lambda outcome: outcome in {Outcome.PASS, Outcome.SKIPPED})
    tally.note(f"seed {seed}: {checker!r}")


def storm_of_tasks(tally: Tally, seed: int, seconds: float) -> None:
    """Tasks ask, run and stop; a thread looks and changes the pace."""

    async def main() -> None:
        items = [AsyncLate(number, seed) for number in range(ITEMS)]
        checker = AsyncChecker(items, on_event=EventLog(), **OPTIONS)
        until = time.monotonic() + seconds

        async def asks() -> None:
            while time.monotonic() < until:
                tally.expect(len(await checker.check()) == ITEMS, "the results of a check")

        async def runs() -> None:
            dice = random.Random(seed)
            while time.monotonic() < until:
                with suppress(AlreadyRunningError):
                    checker.run()
                await asyncio.sleep(dice.random() * 0.02)
                tally.expect((await checker.stop(grace=dice.choice([0.0, 0.01]))).ended, "a stop")
                await asyncio.sleep(dice.random() * 0.1)

        def looks() -> None:
            while time.monotonic() < until:
                tally.expect(repr(checker) and checker.snapshot().items, "a look")
                checker.timeout = 0.01

        everything = asyncio.gather(*(asks() for _ in range(CALLERS)), runs())
        await asyncio.wait_for(
            asyncio.gather(everything, asyncio.to_thread(looks)), seconds + BOUND
        )
        tally.expect((await checker.stop()).ended, "the last stop")
        tally.note(f"seed {seed}: {checker!r}")

    asyncio.run(main())


STORMS: list[Callable[[Tally, int, float], None]] = [storm_of_threads, storm_of_tasks]
if find_spec("pycurl"):  # not on a free-threaded Python
    STORMS.append(storm_of_http)
every_storm = pytest.mark.parametrize("storm", STORMS, ids=lambda storm: storm.__name__)


@every_storm
def test_a_short_storm(storm: Callable[..., None], tally: Tally) -> None:
    storm(tally, 1, 1.5)


@pytest.mark.deep
@pytest.mark.timeout(180)
@every_storm
def test_a_storm_of_a_minute(storm: Callable[..., None], tally: Tally) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")  # pytest shows it if this fails
    storm(tally, seed, 60.0)
