"""A machine that is short of something: threads, files, or an honest wall clock."""

import asyncio
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import checker_lab
from checker_lab import (
    CheckerError,
    Context,
    GoMetricClient,
    HealthCheck,
    Outcome,
    PassStarted,
    SkipReason,
    ThreadedChecker,
)
from checker_lab.core.errors import CheckSkippedError
from checker_lab.testing import EventLog, Scripted, wait_until
from tests.contract.shells import Shell, TaskShell, ThreadShell
from tests.faults.tally import Tally
from tests.helpers.scripted_server import ScriptedServer, answer

NO_THREAD = "can't start new thread"


class Shortage:
    """Refuses to start the threads of some names, as a machine that has none to give."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.of: Callable[[str], bool] = lambda name: False
        self.refused = 0
        start = threading.Thread.start

        def refuse(thread: threading.Thread) -> None:
            if self.of(thread.name):
                self.refused += 1
                raise RuntimeError(NO_THREAD)
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", refuse)


@pytest.fixture
def shortage(monkeypatch: pytest.MonkeyPatch, nothing_left: None) -> Shortage:
    return Shortage(monkeypatch)


def test_no_worker_for_a_while(shortage: Shortage, tally: Tally) -> None:
    """The passes go on: every check is skipped with its reason, or done by those there are."""
    log = EventLog()
    items = [Scripted(str(number)) for number in range(20)]
    checker = ThreadedChecker(items, interval=0.01, on_event=log)
    shortage.of = lambda name: name == "checker_lab worker"
    checker.run()
    wait_until(lambda: checker.snapshot().pass_number >= 5)
    seen = log.results
    tally.each(seen, lambda result: result.outcome is Outcome.SKIPPED)
    tally.each(
        [result.error for result in seen],
        lambda error: isinstance(error, CheckSkippedError) and error.reason is SkipReason.NO_WORKER,
    )
    shortage.of = lambda name: False
    wait_until(lambda: all(item.ended for item in items))
    checker.stop()
    passes = sum(isinstance(event, PassStarted) for event in log.events)
    tally.same(len(log.results), len(items) * passes, "results")
    tally.same(log.results[-1].outcome in {Outcome.PASS, Outcome.SKIPPED}, True, "the last one")


def test_some_workers_do_the_work_of_all(shortage: Shortage, tally: Tally) -> None:
    """Every second thread is refused: each check is done all the same."""
    coins = iter(lambda: True, None)
    flip = [False]

    def every_second(name: str) -> bool:
        next(coins)
        flip[0] = not flip[0]
        return name == "checker_lab worker" and flip[0]

    items = [Scripted(str(number)) for number in range(300)]
    checker = ThreadedChecker(items, on_event=EventLog())
    shortage.of = every_second
    for _ in range(3):
        tally.each(
            checker.check(),
            lambda result: result.outcome in {Outcome.PASS, Outcome.SKIPPED},
        )
    shortage.of = lambda name: False
    tally.each(checker.check(), lambda result: result.outcome is Outcome.PASS)


def test_no_owner_for_a_while(shortage: Shortage, tally: Tally) -> None:
    """run() and check() say so, nothing of them stays behind, and they can be called again."""
    log = EventLog()
    item = Scripted("a")
    checker = ThreadedChecker([item], on_event=log)
    shortage.of = lambda name: name == "checker_lab owner"
    calls: list[Callable[[], object]] = [checker.run, checker.check]
    for call in calls * 10:
        with pytest.raises(RuntimeError, match=NO_THREAD):
            call()
        seen = checker.snapshot()
        tally.expect(not seen.running and not seen.in_flight, repr(seen))
        tally.expect(checker.stop().ended, "a stop")
    tally.same(item.started, 0, "checks")
    shortage.of = lambda name: False
    tally.same([result.outcome for result in checker.check()], [Outcome.PASS], "a check")
    checker.run()
    wait_until(lambda: item.ended == 2)
    tally.expect(checker.stop().ended, "a run")


def test_no_thread_for_the_timer_of_a_context(
    shell: Shell, shortage: Shortage, tally: Tally
) -> None:
    """run(context) says so and does not run; the context can be listened to again."""
    log = EventLog()
    checker = shell.make([shell.item("a")], on_event=log)
    context = Context.background().with_timeout(60.0)
    shortage.of = lambda name: "timer" in name or name.startswith("Thread-")
    for _ in range(5):
        with pytest.raises(RuntimeError, match=NO_THREAD):
            shell.run(checker, context)
        wait_until(lambda: not checker.snapshot().running)
        tally.expect(True, "a run that was refused and does not run")
    shortage.of = lambda name: False
    shell.run(checker, context)
    tally.expect(checker.snapshot().running, "a run with a timer")
    context.cancel()
    wait_until(lambda: not checker.snapshot().running)
    tally.expect(shortage.refused == 5, f"{shortage.refused} timers refused")


def test_a_context_that_could_not_listen_listens_later(shortage: Shortage, tally: Tally) -> None:
    called: list[int] = []
    context = Context.background().with_timeout(0.02)
    shortage.of = lambda name: True
    with pytest.raises(RuntimeError, match=NO_THREAD):
        context.on_done(lambda: called.append(1))
    shortage.of = lambda name: False
    context.on_done(lambda: called.append(2))
    wait_until(lambda: called)
    tally.same(called, [2], "callbacks")


def test_no_thread_for_a_metric_client(shortage: Shortage, tally: Tally) -> None:
    class Slow(GoMetricClient):
        def get_health(self) -> HealthCheck:
            return HealthCheck(self.id, "pass")

    item = Slow("http://127.0.0.1/", 5)
    checker = ThreadedChecker([item, Scripted("good")], on_event=EventLog())
    shortage.of = lambda name: "call_within" in name
    for _ in range(5):
        first, good = checker.check()
        tally.same((first.outcome, good.outcome), (Outcome.PANIC, Outcome.PASS), "outcomes")
        tally.expect(NO_THREAD in str(first.error and first.error.__cause__), repr(first.error))
    shortage.of = lambda name: False
    tally.same(checker.check()[0].outcome, Outcome.PASS, "later")


OUT_OF_FILES = """
import asyncio, os, resource, sys
from checker_lab import AsyncChecker, AsyncGoMetricClient, GoMetricClient, ThreadedChecker

url, kind, made = sys.argv[1], sys.argv[2], sys.argv[3]
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
quiet = lambda event: None

class Plain:
    id = "plain"
    def health(self): return True

class AsyncPlain:
    id = "plain"
    async def health(self): return True

if kind == "threads":
    checker = ThreadedChecker([GoMetricClient(url, 2), Plain()], on_event=quiet)
    check = checker.check
else:
    loop = asyncio.new_event_loop()
    checker = AsyncChecker([AsyncGoMetricClient(url, 2), AsyncPlain()], on_event=quiet)
    check = lambda: loop.run_until_complete(checker.check())

def tell():
    for result in check():
        said = result.error and (result.error.__cause__ or result.error)
        print(result.outcome.value, str(said)[:60].replace(chr(10), " "), sep=": ", flush=True)

if made == "made":
    tell()
files = []
while True:
    try:
        files.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        break
for _ in range(3):
    tell()
print("free", len(files) > 20)
for file in files:
    os.close(file)
tell()
if kind != "threads":
    loop.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("kind", ["threads", "asyncio"])
@pytest.mark.parametrize("made", ["made", "new"])
def test_no_file_for_a_while(kind: str, made: str, tally: Tally) -> None:
    """With and without an HTTP client from before: the check says why, and works again later."""
    # It closes each connection, so that there is none to be used again.
    reply = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 17\r\n\r\n"
    with ScriptedServer(answer(reply + b'{"status":"pass"}', end=True)) as server:
        done = subprocess.run(
            [sys.executable, "-c", OUT_OF_FILES, server.url, kind, made],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert server.wait_until_all_have_closed()
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    short, later = lines[: lines.index("free True")], lines[lines.index("free True") + 1 :]
    if made == "made":
        tally.same(short[:2], ["pass: None", "pass: None"], "before")
        short = short[2:]
    for failed, plain in zip(short[::2], short[1::2], strict=True):
        tally.expect(failed.startswith(("fail: ", "panic: ")), failed)
        tally.expect("Too many open files" in failed, failed)
        tally.same(plain, "pass: None", "one that needs no file")
    tally.same(len(short), 6, "lines")
    tally.same(later, ["pass: None", "pass: None"], "later")


@pytest.fixture(params=[ThreadShell, TaskShell], ids=lambda shell: shell.name)
def real_time(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[Shell]:
    """Both shells with the clock of this machine."""
    made: Shell = request.param()
    yield made
    made.close()


def test_a_wall_clock_that_jumps(
    real_time: Shell, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years to and fro at every look: the passes stay on their grid, no check times out."""
    dice, looks = random.Random(1), [0]

    def jump() -> float:
        looks[0] += 1
        return dice.choice([-1e9, 0.0, 1e9, 4e9]) + dice.random()

    monkeypatch.setattr(time, "time", jump)
    monkeypatch.setattr(time, "time_ns", lambda: int(jump() * 1e9))
    log = EventLog()
    items = [real_time.item(str(number)) for number in range(5)]
    checker = real_time.make(
        items, clock=checker_lab.core.clock.SYSTEM_CLOCK, interval=0.05, timeout=30.0, on_event=log
    )
    real_time.run(checker)
    wait_until(lambda: checker.snapshot().pass_number >= 8)
    tally.expect(real_time.stop(checker, timeout=10.0, grace=5.0).ended, "the stop")
    time.time()
    assert looks[0], "the clock was not even there to be looked at"
    # The stop may have come before the last pass had started its checks, and on a busy machine a
    # check may take longer than the interval.
    allowed = {Outcome.PASS, Outcome.SKIPPED}
    tally.each(log.results, lambda result: result.outcome in allowed)
    passed = {result.item_id for result in log.results if result.outcome is Outcome.PASS}
    tally.same(passed, {"0", "1", "2", "3", "4"}, "who passed")
    tally.each(log.results, lambda result: 0.0 <= result.duration < 10.0)
    started_at = [event.at for event in log.events if isinstance(event, PassStarted)]
    tally.each(pairwise(started_at), lambda pair: 0.0 < pair[1] - pair[0] < 10.0)
    # On the grid: each pass at a whole number of intervals, and a little, after the first.
    missed = checker.snapshot().missed_passes
    ticks = [(at - started_at[0]) / 0.05 for at in started_at]
    tally.expect(len(started_at) - 1 < max(ticks) + 1, f"passes came early: {ticks}")
    tally.expect(missed >= 0, f"{missed} missed")


def test_the_wall_clock_is_read_for_people_alone(tally: Tally) -> None:
    """One function reads it, to label results; no decision depends on it."""
    packages = ("core", "threads", "tasks", "metric_client", "demo")
    root = Path(checker_lab.__file__).parent
    texts = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for name in packages
        for path in (root / name).rglob("*.py")
    }
    for word, places in {
        "time.time(": {"core/clock.py": 1},
        ".wall()": {"core/owner.py": 1},
        "wall_offset": {"core/owner.py": 1, "core/engine.py": 2},
    }.items():
        counts = {path: text.count(word) for path, text in texts.items() if word in text}
        tally.same(counts, places, word)
    for word in ("datetime.now", "utcnow", "localtime", "time_ns"):
        tally.same([path for path, text in texts.items() if word in text], [], word)


def test_a_loop_whose_thread_pool_has_no_thread(shortage: Shortage, tally: Tally) -> None:
    """An async check that needs a thread of its own says so, and harms no other."""

    async def main() -> list[Any]:
        from checker_lab import AsyncChecker
        from checker_lab.testing import AsyncScripted

        async def in_thread() -> bool:
            return await asyncio.to_thread(lambda: True)

        items = [AsyncScripted("in a thread", in_thread), AsyncScripted("good")]
        checker = AsyncChecker(items, on_event=EventLog())
        shortage.of = lambda name: True
        short = [result.outcome for result in await checker.check()]
        shortage.of = lambda name: False
        return [short, [result.outcome for result in await checker.check()]]

    short, later = asyncio.run(main())
    tally.same(short, [Outcome.PANIC, Outcome.PASS], "while there is none")
    tally.same(later, [Outcome.PASS, Outcome.PASS], "later")
    assert issubclass(checker_lab.CheckPanicError, CheckerError)
