"""All calls, at random, from threads and tasks concurrently: every call is accounted for."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from checker_lab import (
    AlreadyRunningError,
    AsyncChecker,
    CheckEnded,
    DuplicateItemError,
    Event,
    HealthCheck,
    LateReturn,
    Outcome,
    PassEnded,
    PassStarted,
    Stopped,
    ThreadedChecker,
    UnknownItemError,
)
from checker_lab.testing import wait_until
from tests.faults.tally import Tally

CALLERS = 16
IDS = [f"item {number}" for number in range(40)]
BOUND = 20.0
"""Seconds within which every call has returned, even on a busy machine."""


class Moody:
    """An item for threads whose mood is drawn anew for each check."""

    def __init__(self, item_id: str, seed: int) -> None:
        self.id = item_id
        self._random = random.Random(f"{item_id} {seed}")

    def mood(self) -> Any:
        match self._random.randrange(10):
            case 0:
                raise SystemExit(self.id)
            case 1:
                return False
            case 2:
                return HealthCheck(self.id, "warn", "so so")
            case 3:
                return "neither a bool nor a HealthCheck"
        return True

    def seconds(self) -> float:
        """How long it takes: mostly no time, at times more than the timeout."""
        return self._random.choice([0.0] * 8 + [0.001, 0.05])

    def health(self) -> Any:
        if seconds := self.seconds():
            threading.Event().wait(seconds)
        return self.mood()


class AsyncMoody(Moody):
    async def health(self) -> Any:
        if seconds := self.seconds():
            await asyncio.sleep(seconds)
        return self.mood()


class Account:
    """Hears all events, and counts what must come out even."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.open_passes: dict[int, PassStarted] = {}
        self.wrong: list[str] = []

    def __call__(self, event: Event) -> None:
        self.counts[type(event).__name__] += 1
        if not self._is_right(event):
            self.wrong.append(repr(event))

    def _is_right(self, event: Event) -> bool:
        match event:
            case PassStarted(number):
                self.open_passes[number] = event
                return number == self.counts["PassStarted"]
            case PassEnded(number, items):
                started_at = self.open_passes.pop(number, None)
                return started_at is not None and started_at.items == items
            case CheckEnded(result):
                self.counts[result.outcome.value] += 1
                return result.duration >= 0
            case LateReturn(_, _, late):
                return late >= 0
            case Stopped(report):
                return report.ended
        return True


class Storm:
    """Some callers of one checker, and what came of their calls."""

    def __init__(self, checker: Any, item: Callable[[str, int], Any], seed: int) -> None:
        self.checker = checker
        self.item = item
        self.seed = seed
        self.account = Account()
        checker.listen(self.account)
        # dict and Counter entries are changed by one caller each: a count for each of them.
        self.calls: list[Counter[str]] = []
        self.surprises: list[str] = []
        self.results: list[tuple[Any, ...]] = []

    def draw(self, dice: random.Random) -> tuple[str, Callable[[], Any]]:
        """The next call of a caller: its name and the call itself."""
        item_id, checker = dice.choice(IDS), self.checker
        calls: dict[str, Callable[[], Any]] = {
            "add": lambda: checker.add(self.item(item_id, self.seed)),
            "remove": lambda: checker.remove(item_id),
            "snapshot": lambda: (checker.snapshot(), str(checker), repr(checker)),
            "check": checker.check,
            "run": checker.run,
            "stop": lambda: checker.stop(grace=dice.choice([0.0, 0.0, 0.002])),
            "interval": lambda: setattr(checker, "interval", dice.choice([0.01, 0.05, 5.0])),
            "timeout": lambda: setattr(checker, "timeout", dice.choice([None, 0.02, 0.001])),
        }
        # Few stops, or the checks would do little but be skipped.
        (name,) = dice.choices(list(calls), [12, 6, 12, 6, 4, 1, 2, 2])
        return name, calls[name]

    def note(self, calls: Counter[str], name: str, outcome: Any) -> None:
        """Account for a call that has returned, with a result or its own kind of refusal."""
        refusals = {
            "add": DuplicateItemError,
            "remove": UnknownItemError,
            "run": AlreadyRunningError,
        }
        if not isinstance(outcome, BaseException):
            calls[name] += 1
            if name == "check":
                self.results.append(outcome)
            elif name == "stop" and not outcome.ended:
                self.surprises.append(f"a stop that did not end: {outcome}")
        elif name in refusals and isinstance(outcome, refusals[name]):
            calls[f"{name} refused"] += 1
        else:
            self.surprises.append(f"{name}: {outcome!r}")

    def in_thread(self, number: int, until: float, do: Callable[[Callable[[], Any]], Any]) -> None:
        calls, dice = Counter[str](), random.Random(f"{self.seed} {number}")
        self.calls.append(calls)
        while time.monotonic() < until:
            name, call = self.draw(dice)
            calls["started"] += 1
            try:
                outcome = do(call)
            except BaseException as error:
                outcome = error
            self.note(calls, name, outcome)

    async def in_task(self, number: int, until: float) -> None:
        calls, dice = Counter[str](), random.Random(f"{self.seed} {number}")
        self.calls.append(calls)
        while time.monotonic() < until:
            name, call = self.draw(dice)
            calls["started"] += 1
            try:
                outcome = call()
                if asyncio.iscoroutine(outcome):
                    outcome = await outcome
            except BaseException as error:
                outcome = error
            self.note(calls, name, outcome)
            await asyncio.sleep(0)

    def judge(self, tally: Tally, items: list[Any], final: tuple[Any, ...]) -> None:
        """Every call that started has returned, and all the sums come out even."""
        calls = sum(self.calls, Counter[str]())
        ended = sum(count for name, count in calls.items() if name != "started")
        tally.tried += calls["started"]
        tally.lost += self.surprises
        tally.same(ended + len(self.surprises), calls["started"], "calls that returned")
        tally.same(len(items), calls["add"] - calls["remove"], "items that are left")
        tally.same(len(final), len(items), "results of the last pass")
        counts = self.account.counts
        tally.each(self.account.wrong, lambda wrong: False)
        tally.same(len(self.account.open_passes), 0, "passes that started and never ended")
        tally.same(counts["Stopped"], calls["run"], "runs that ended")
        passes = len(self.results) + 1
        tally.expect(
            counts["PassStarted"] >= passes, f"{counts['PassStarted']} passes, {passes} asked"
        )
        for results in self.results:
            ids = [result.item_id for result in results]
            tally.expect(len(set(ids)) == len(ids), f"an id twice in one pass: {ids}")
        tally.note(f"seed {self.seed}: {dict(calls)}, {dict(counts)}")


def options(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    return {
        "interval": 0.02,
        "timeout": 0.02,
        "max_concurrent": dice.choice([1, 4, 32]),
        "max_abandoned": dice.choice([0, 3, 32]),
        "on_event": lambda event: None,
    }


def start_threads(storm: Storm, callers: int, until: float, do: Any) -> list[threading.Thread]:
    threads = [
        threading.Thread(
            target=storm.in_thread, args=(number, until, do), name=f"caller {number}", daemon=True
        )
        for number in range(callers)
    ]
    for thread in threads:
        thread.start()
    return threads


def join(threads: list[threading.Thread], tally: Tally, seconds: float) -> None:
    deadline = time.monotonic() + seconds + BOUND
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0.0))
    tally.each(threads, lambda thread: not thread.is_alive())


def storm_of_threads(tally: Tally, seed: int, seconds: float) -> None:
    """16 threads and a ThreadedChecker."""
    storm = Storm(ThreadedChecker(**options(seed)), Moody, seed)
    call_from_threads(storm, CALLERS, tally, seconds)


def call_from_threads(storm: Storm, callers: int, tally: Tally, seconds: float) -> None:
    """Let so many threads call a checker that any thread may call, and judge what came of it."""
    checker = storm.checker
    threads = start_threads(storm, callers, time.monotonic() + seconds, lambda call: call())
    join(threads, tally, seconds)
    tally.expect(checker.stop(), "the last stop")
    wait_until(lambda: not checker.snapshot().abandoned)
    final = checker.check()
    storm.judge(tally, str(checker).split("\n") if str(checker) else [], final)


def storm_of_threads_from_tasks(tally: Tally, seed: int, seconds: float) -> None:
    """8 tasks and 8 threads, and a ThreadedChecker: its calls are short enough for a task."""

    async def main() -> None:
        checker = ThreadedChecker(**options(seed))
        storm = Storm(checker, Moody, seed)
        until = time.monotonic() + seconds
        threads = start_threads(storm, CALLERS // 2, until, lambda call: call())
        tasks = [storm.in_task(number, until) for number in range(CALLERS // 2, CALLERS)]
        await asyncio.wait_for(asyncio.gather(*tasks), seconds + BOUND)
        await asyncio.to_thread(join, threads, tally, seconds)
        tally.expect(checker.stop().ended, "the last stop")
        wait_until(lambda: not checker.snapshot().abandoned)
        final = checker.check()
        storm.judge(tally, str(checker).split("\n") if str(checker) else [], final)

    asyncio.run(main())


def storm_of_tasks(tally: Tally, seed: int, seconds: float, threads: int = 0) -> None:
    """16 callers and an AsyncChecker, `threads` of them from outside of its event loop."""

    async def main() -> None:
        loop = asyncio.get_running_loop()

        async def call_in_loop(call: Callable[[], Any]) -> Any:
            outcome = call()
            return await outcome if asyncio.iscoroutine(outcome) else outcome

        def from_outside(call: Callable[[], Any]) -> Any:
            # What any thread may call is called there; run(), stop() and check() are the loop's.
            try:
                outcome = call()
            except RuntimeError as error:
                if "needs a running event loop" not in str(error):
                    raise
                outcome = None
            else:
                if not asyncio.iscoroutine(outcome):
                    return outcome
                outcome.close()
            coroutine: Coroutine[Any, Any, Any] = call_in_loop(call)
            return asyncio.run_coroutine_threadsafe(coroutine, loop).result(seconds + BOUND)

        checker = AsyncChecker(**options(seed))
        storm = Storm(checker, AsyncMoody, seed)
        until = time.monotonic() + seconds
        outside = start_threads(storm, threads, until, from_outside)
        tasks = [storm.in_task(number, until) for number in range(threads, CALLERS)]
        await asyncio.wait_for(asyncio.gather(*tasks), seconds + BOUND)
        await asyncio.to_thread(join, outside, tally, seconds)
        tally.expect((await checker.stop()).ended, "the last stop")
        final = await checker.check()
        storm.judge(tally, str(checker).split("\n") if str(checker) else [], final)

    asyncio.run(main())


def storm_of_tasks_and_threads(tally: Tally, seed: int, seconds: float) -> None:
    storm_of_tasks(tally, seed, seconds, CALLERS // 2)


STORMS = [
    storm_of_threads,
    storm_of_threads_from_tasks,
    storm_of_tasks,
    storm_of_tasks_and_threads,
]
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


def test_a_storm_that_loses_something_is_found() -> None:
    """The account is no mere formality."""
    tally = Tally()
    storm = Storm(ThreadedChecker(**options(1)), Moody, 1)
    storm.calls.append(Counter({"started": 3, "add": 2}))
    storm.account(PassStarted(1, 2, 0.0))
    storm.judge(tally, ["a"], ())
    assert len(tally.lost) == 4
    assert Outcome.PASS.value not in storm.account.counts
