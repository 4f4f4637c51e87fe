"""Public faults of other projects, each run against us: the names are those of their issues."""

import asyncio
import gc
import threading
import time
import tracemalloc
from collections import Counter
from typing import Any

import pytest

from checker_lab import Outcome, PassStarted, Stopped, ThreadedChecker
from checker_lab.core.errors import CheckSkippedError, SkipReason
from checker_lab.testing import HANG, AsyncScripted, EventLog, ManualClock, Scripted, wait_until
from tests.contract.shells import BOUND, Shell, TaskShell, eventually
from tests.faults.tally import Tally


def test_hellofresh_health_go_224_a_result_that_is_not_awaited_is_dropped(
    shell: Shell, tally: Tally
) -> None:
    """Also etherlabsio/healthcheck 28 and goharbor/harbor 23840: a worker lost at each timeout."""
    items = [shell.item(f"hung {number}", HANG) for number in range(50)]
    checker = shell.make(
        items, timeout=1.0, max_concurrent=50, max_abandoned=50, on_event=EventLog()
    )
    shell.run(checker)
    for item in items:
        shell.wait_started(item)
    shell.clock.advance(1.0)
    wait_until(lambda: len(checker.snapshot().abandoned) == 50)
    shell.stop(checker)
    for item in items:
        shell.release(item)
    wait_until(lambda: shell.at_work() == 0)
    tally.same(checker.snapshot().abandoned, (), "checks that are still there")
    tally.each(items, lambda item: item.started == item.ended == 1)


def test_hellofresh_health_go_90_no_timer_outlives_what_it_was_for(
    shell: Shell, tally: Tally
) -> None:
    """A timeout of a day for each of many checks: no timer is left but that of the next pass."""
    checker = shell.make(
        [shell.item(str(number)) for number in range(50)], timeout=86400.0, on_event=EventLog()
    )
    shell.run(checker)
    for number in range(1, 20):
        shell.wait_idle(checker, number)
        wanted: tuple[float, ...] = (5.0 * number,)
        eventually(lambda: shell.clock.alarms, wanted)
        tally.same(shell.clock.alarms, (5.0 * number,), f"alarms after pass {number}")
        shell.tick(checker, 5.0)
    shell.stop(checker)
    tally.same(shell.clock.alarms, (), "alarms after the stop")


def test_invisionapp_go_health_77_it_can_run_again_after_a_stop(shell: Shell, tally: Tally) -> None:
    log = EventLog()
    item = shell.item("a")
    checker = shell.make([item], on_event=log)
    for number in range(1, 21):
        shell.run(checker)
        shell.wait_ended(item, number)
        tally.expect(shell.stop(checker).ended, f"stop {number}")
    tally.same(sum(isinstance(event, Stopped) for event in log.events), 20, "ends of runs")


def test_alexliesenfeld_health_62_one_panic_ends_nothing_else(shell: Shell, tally: Tally) -> None:
    items = [shell.item("bad", SystemExit(2))] + [shell.item(str(n)) for n in range(20)]
    checker = shell.make(items, on_event=EventLog())
    for _ in range(5):
        outcomes = [result.outcome for result in shell.check(checker)]
        tally.same(outcomes, [Outcome.PANIC] + [Outcome.PASS] * 20, "outcomes")


def test_appsflyer_go_sundheit_deregister_no_deadlock_when_the_mailbox_is_full(
    tally: Tally,
) -> None:
    """The owner is held up, thousands of messages wait for it, and remove() returns immediately."""
    gate, inside = threading.Event(), threading.Event()

    def hold_up(event: object) -> None:
        inside.set()
        gate.wait(BOUND)

    checker = ThreadedChecker([Scripted("first")], on_event=hold_up, clock=ManualClock())
    checker.run()
    assert inside.wait(BOUND)
    for number in range(3000):
        checker.add(Scripted(str(number)))
    for number in range(3000):
        checker.remove(str(number))
    tally.same(str(checker), "first", "ids while the owner is held up")
    gate.set()
    tally.expect(checker.stop(timeout=BOUND).ended, "the stop")
    tally.same([result.item_id for result in checker.check()], ["first"], "the next check")


def test_twin_gatus_786_a_slow_listener_holds_up_no_check(tally: Tally) -> None:
    """In threads: all checks that were handed out go on while an alert is being sent."""
    gate, inside = threading.Event(), threading.Event()

    def alert(event: object) -> None:
        if isinstance(event, PassStarted):
            inside.set()
            gate.wait(BOUND)

    items = [Scripted(str(number)) for number in range(100)]
    checker = ThreadedChecker(items, on_event=alert, clock=ManualClock())
    checker.run()
    assert inside.wait(BOUND)
    wait_until(lambda: all(item.ended for item in items))
    tally.each(items, lambda item: item.ended == 1)
    gate.set()
    tally.expect(checker.stop(timeout=BOUND).ended, "the stop")


def test_twin_gatus_1016_a_thousand_checks_do_not_wait_for_one_lock(
    shell: Shell, tally: Tally
) -> None:
    """Each waits until all others have started: with one lock around them the first would hang."""
    together = 200
    met = threading.Barrier(together)
    everybody = asyncio.Event()
    here = Counter[str]()

    async def meet_in_loop() -> bool:
        here["tasks"] += 1
        if here["tasks"] == together:
            everybody.set()
        return await everybody.wait()

    def meet() -> bool:
        met.wait(BOUND)
        return True

    step = meet if shell.name == "threads" else meet_in_loop
    items = [shell.item(str(number), step) for number in range(together)]
    checker = shell.make(items, max_concurrent=together, on_event=EventLog())
    tally.each(shell.check(checker), lambda result: result.outcome is Outcome.PASS)


def test_agronholm_apscheduler_4_runs_of_a_slow_job_do_not_pile_up(
    shell: Shell, tally: Tally
) -> None:
    log = EventLog()
    slow = shell.item("slow", HANG)
    checker = shell.make([slow], on_event=log)
    shell.run(checker)
    shell.wait_started(slow)
    for number in range(2, 40):
        shell.tick(checker, 5.0)
        shell.wait_results(log, number - 1)
        seen = checker.snapshot()
        tally.same((seen.in_flight, seen.waiting), (1, 0), f"in flight in pass {number}")
    reasons = Counter(
        result.error.reason for result in log.results if isinstance(result.error, CheckSkippedError)
    )
    tally.same(reasons, Counter({SkipReason.STILL_RUNNING: 38}), "skips")
    tally.same((slow.started, slow.most_at_once), (1, 1), "checks")


def test_aio_libs_aiojobs_98_290_a_limit_does_not_deadlock(tally: Tally) -> None:
    """Checks that add more, and ask for a pass, while all places are taken."""
    shell = TaskShell()
    log = EventLog()

    async def add_more() -> bool:
        checker.add(AsyncScripted(f"of {len(checker.snapshot().items)}"))
        await asyncio.sleep(0)
        return True

    items = [shell.item(str(number), add_more, True) for number in range(50)]
    checker = shell.make(items, max_concurrent=1, on_event=log)
    shell.run(checker)
    results = shell.check(checker)
    tally.expect(len(results) >= 50, f"{len(results)} results")
    shell.wait_idle(checker, 2)
    tally.same(len(checker.snapshot().items), 100, "items")
    last = shell.check(checker)
    tally.each(last, lambda result: result.outcome is Outcome.PASS)
    shell.close()


def test_berriai_litellm_20874_a_timeout_cancels_its_own_check_only(tally: Tally) -> None:
    shell = TaskShell()
    log = EventLog()

    async def forever() -> bool:
        return await asyncio.Event().wait()

    cancelled: list[str] = []

    async def bystander() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append("bystander")
            raise

    async def start_bystanders() -> list["asyncio.Task[None]"]:
        return [asyncio.create_task(bystander()) for _ in range(20)]

    bystanders = shell.call(start_bystanders())
    slow = [shell.item(f"slow {number}", forever) for number in range(20)]
    long = [shell.item(f"long {number}", HANG) for number in range(20)]
    checker = shell.make(slow, timeout=1.0, on_event=log)
    others = shell.make(long, timeout=100.0, on_event=EventLog())
    shell.run(checker)
    shell.run(others)
    for item in [*slow, *long]:
        shell.wait_started(item)
    shell.clock.advance(1.0)
    shell.wait_results(log, 20)
    tally.each(log.results, lambda result: result.outcome is Outcome.TIMEOUT)
    tally.same(cancelled, [], "tasks of others that were cancelled")
    tally.same(others.snapshot().in_flight, 20, "checks of another checker")
    for task in bystanders:
        shell.loop.call_soon_threadsafe(task.cancel)
    shell.close()


def test_abhash_chakraborty_find_428_a_hung_probe_bounds_nothing_but_itself(
    shell: Shell, tally: Tally
) -> None:
    """`with` around it, which waits for no hung check, as a ThreadPoolExecutor's would."""
    hung = shell.item("hung", HANG)
    started_at = time.monotonic()
    checker = shell.make([hung], timeout=1.0, on_event=EventLog())
    shell.run(checker)
    shell.wait_started(hung)
    report = shell.stop(checker)
    tally.expect(report.ended, "the stop")
    tally.same(report.abandoned, ("hung",), "what the report names")
    tally.expect(time.monotonic() - started_at < BOUND / 2, "the stop took its time")
    tally.same((hung.started, hung.ended), (1, 0), "the check, which still hangs")


@pytest.mark.parametrize("cap", [0, 1, 3])
def test_anyio_capacity_limiter_abandoned_threads_are_counted(
    cap: int, shell: Shell, tally: Tally
) -> None:
    """A limit of 1 and hung checks: never more concurrently than the limit and the replacements."""
    hung = [shell.item(f"hung {number}", HANG) for number in range(8)]
    checker = shell.make(
        hung, timeout=1.0, max_concurrent=1, max_abandoned=cap, on_event=EventLog()
    )
    shell.run(checker)
    for number in range(cap + 1):
        shell.wait_started(hung[number])
        shell.clock.advance(1.0)
        eventually(lambda: len(checker.snapshot().abandoned), number + 1)
    shell.wait_idle(checker, 1)
    tally.same(sum(item.started for item in hung), 1 + cap, "concurrent checks")
    tally.same(len(checker.snapshot().abandoned), 1 + cap, "checks that are counted")


def test_ipywidgets_output_append_stdout_lines_of_many_threads_are_all_kept(tally: Tally) -> None:
    """Many checks fail concurrently in many threads: each has its line, whole."""
    log = EventLog()
    items = [Scripted(f"item {number}", False) for number in range(500)]
    checker = ThreadedChecker(items, on_event=log)
    checker.check()
    wanted = Counter(f"item {number}: не работает: health() вернул False" for number in range(500))
    tally.same(Counter(log.lines), wanted, "lines")
    tally.tried += len(wanted) - 1


def test_leaktest_that_is_never_called_ours_is(tally: Tally) -> None:
    """A test for leaks that checks nothing, as in AppsFlyer/go-sundheit: ours finds a leak."""
    from tests.faults.left import Watchman

    watchman = Watchman()
    gate = threading.Event()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=gate.wait, args=(BOUND,), name="leak")
    thread.start()
    file = open(__file__)  # noqa: SIM115, PTH123 (left open on purpose)
    timer = loop.call_later(1000.0, print)
    clock = ManualClock()
    clock.call_at(5.0, print)
    with pytest.raises(AssertionError) as caught:
        watchman.nothing_left(within=0.01)
    for word in ("'leak'", "test_peers.py", "TimerHandle", "ManualClock", "event loop"):
        tally.expect(word in str(caught.value), f"{word} in {caught.value}")
    gate.set()
    thread.join()
    file.close()
    timer.cancel()
    loop.close()
    del clock
    watchman.nothing_left()


def test_results_of_many_passes_take_no_more_room(shell: Shell, tally: Tally) -> None:
    """hellofresh 224 once more, in memory: what a timeout leaves is bounded."""
    checker = shell.make([shell.item("bad", False)], on_event=lambda event: None)

    def grown(passes: int) -> Any:
        for _ in range(passes):
            shell.check(checker)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = grown(200)
        after = grown(200)
    finally:
        tracemalloc.stop()
    tally.expect(after - before < 20_000, f"{after - before} bytes more after 200 passes")
