"""Is every added item checked, also when others add at the same time?"""

import asyncio
import linecache
import sys
import threading
from collections.abc import Callable
from random import Random
from typing import Any

from checker_lab.grading.child.clock import now, pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import AsyncItem, Item
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.pausing import Held, count_instructions
from checker_lab.grading.probes.yielding import YieldingItem
from checker_lab.grading.sentences import NOTHING, Sentence, say
from checker_lab.grading.verdicts import Evidence

__all__ = ["adds_in_pairs", "adds_under_load"]

# Seconds in virtual and in real time.
INTERVAL = (1, 0.15)
# Instructions of an add() before which another add() is tried.
MOST_PLACES = 40
# Threads that are held up in the middle of add() while passes go on, each before another
# instruction.
MOST_HELD = 24
ADDERS, ADDS = 6, 8
# Ticks at which threads add, and how many items each of them adds there.
TICKS, ADDS_AT_A_TICK = 3, 4
# The part of an interval around a tick in which a task watches for its pass.
NEAR = 0.02
# An item that was not checked after so many passes is lost.
PASSES = 4
MOST_SECONDS = 5.0
# Seconds after which a call does not return any more.
PATIENCE = 1.5
# Seconds for which an add() is held up while another one may be waiting for its lock.
AT_A_LOCK = 0.015

_sleep = asyncio.sleep
_Event = threading.Event


def adds_in_pairs(trial: Trial) -> None:
    """no-lost-add: before run(), one thread adds while another one is in the middle of add()."""
    adding = Adding(trial)
    if trial.is_async:
        trial.remark("no-lost-add", NOTHING)
        return
    adding.make()
    places = adding.add_in_pairs()
    if not adding.fail_if_in_trouble(running=False):
        adding.run()
        adding.judge(places)


def adds_under_load(trial: Trial) -> None:
    """no-lost-add: many threads or tasks add during passes."""
    adding = Adding(trial)
    adding.make()
    adding.run()
    if trial.is_async:
        adding.add_from_tasks()
    else:
        adding.add_held_up()
        adding.add_at_ticks()
        adding.add_from_threads()
    if not adding.fail_if_in_trouble(running=True):
        adding.judge({})


class Adding:
    """One checker, to which many threads or tasks add."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._interval = trial.pick_interval(*INTERVAL)
        self._added: list[Item] = []
        # What an add() did instead of returning, in the order in which it was noticed.
        self._trouble: list[Sentence] = []
        self._reference = self._item("reference")

    def make(self) -> None:
        """Make the checker with one item."""
        trial = self._trial
        trial.checked(trial.make(self._interval))
        trial.checked(trial.method("add", self._reference))
        trial.doing(say("adding"))

    def run(self) -> None:
        """Call run(), and wait for the first pass."""
        trial = self._trial
        trial.zero = trial.timeline.mark("run()")
        trial.checked(trial.method("run"))
        trial.doing(say("adding while it runs"))
        trial.wait_for_check(self._reference, PATIENCE)

    # Adding

    def add_in_pairs(self) -> dict[str, Sentence]:
        """Hold one thread up in the middle of add() while another one adds.

        Returns:
            By the ids of two items, the line in which one add() was while the other one ran.
        """
        add, places = self._trial.checker.add, dict[str, Sentence]()
        counted: list[int] = []
        count = self._spawn(lambda: counted.append(count_instructions(add, self._item("pair 0"))))
        self._join([count])
        found = range(1, sum(counted) + 1)
        for place in found[:: max(1, len(found) // MOST_PLACES)]:
            if not self._trouble:
                self._add_pair(add, place, places)
        return places

    def _add_pair(
        self, add: Callable[[Any], object], place: int, places: dict[str, Sentence]
    ) -> None:
        arrived, go_on = _Event(), _Event()

        def hold() -> None:
            arrived.set()
            go_on.wait(2)

        held = Held(place, hold)
        first = self._item(f"pair {place} held up")
        second = self._item(f"pair {place} between")
        one = self._spawn(lambda: held(add, first))
        wait_until(lambda: arrived.is_set() or not one.is_alive(), 0.5)
        other = self._spawn(lambda: add(second))
        other.join(AT_A_LOCK)
        go_on.set()
        self._join([one, other])
        if held.where is not None:
            places[first.id] = places[second.id] = _line(*held.where)

    def add_held_up(self) -> None:
        """Hold many threads up in the middle of add(), each elsewhere, during passes."""
        add = self._trial.checker.add
        go_on = _Event()
        threads = []
        for place in range(1, MOST_HELD + 1):
            held, item = Held(place, lambda: go_on.wait(2)), self._item(f"held up at {place}")
            threads.append(self._spawn(lambda held=held, item=item: held(add, item)))  # type: ignore[misc]
        seen = self._reference.calls
        wait_until(lambda: self._reference.calls > seen + 1, 2.2 * self._interval)
        go_on.set()
        self._join(threads)

    def add_at_ticks(self) -> None:
        """Let some threads add just when a pass starts, and go on while it walks over the items."""
        add = self._trial.checker.add
        last = self._trial.timeline.starts("reference")[-1]

        def work(number: int) -> None:
            for tick in range(1, TICKS + 1):
                pause(max(0.0, last + tick * self._interval - now()))
                for count in range(1, ADDS_AT_A_TICK + 1):
                    add(self._item(f"thread {number} tick {tick} item {count}"))
                    pause(0)

        self._let_threads(work)

    def add_from_threads(self) -> None:
        """Let many threads add concurrently, for some passes."""
        add = self._trial.checker.add
        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)

        def work(number: int) -> None:
            random = Random(number)
            for count in range(1, ADDS + 1):
                add(self._item(f"thread {number} item {count}"))
                pause(random.random() * 4 * self._interval / ADDS)

        self._let_threads(work)
        sys.setswitchinterval(before)

    def add_from_tasks(self) -> None:
        """Let many tasks add, for some passes, and one of them while checks are in flight."""
        trial = self._trial

        def adder(number: int) -> Callable[[], Any]:
            async def work() -> None:
                random = Random(number)
                for count in range(1, ADDS + 1):
                    await _finish(trial.checker.add(self._item(f"task {number} item {count}")))
                    await _sleep(random.random() * 4 * self._interval / ADDS)

            return work

        async def in_the_pass() -> None:
            # Around a tick it runs in every turn of the loop, so it adds as soon as a pass lets
            # others run.
            last = trial.timeline.starts("reference")[-1]
            for tick in range(1, TICKS + 1):
                at, seen = last + tick * self._interval, self._reference.calls
                await _sleep(at - NEAR * self._interval - now())
                while self._reference.calls == seen and now() < at + NEAR * self._interval:
                    await _sleep(0)
                await _finish(trial.checker.add(self._item(f"in the pass of tick {tick}")))

        works = [in_the_pass, *(adder(n) for n in range(1, ADDERS + 1))]
        calls = [trial.runner.begin("add()", work) for work in works]
        wait_until(lambda: all(call.has_ended for call in calls), 4.0 * trial.scale)
        self._trouble += [_raised(call.error) for call in calls if call.error is not None]
        self._trouble += [_hung() for call in calls if not call.has_ended]

    def _item(self, item_id: str) -> Item:
        make = AsyncItem if self._trial.is_async else YieldingItem
        item = make(item_id, self._trial.timeline)
        self._added.append(item)
        return item

    def _let_threads(self, work: Callable[[int], object]) -> None:
        """Let several threads do this work, each with its number, if no add() has failed yet."""
        if not self._trouble:
            self._join([self._spawn(lambda n=n: work(n)) for n in range(1, ADDERS + 1)])  # type: ignore[misc]

    def _spawn(self, function: Callable[[], object]) -> threading.Thread:
        def work() -> None:
            try:
                function()
            except BaseException as error:
                self._trouble.append(_raised(error))

        return self._trial.runner.grader_thread(work, "grader: add()")

    def _join(self, threads: list[threading.Thread]) -> None:
        """Wait until all threads have ended, or none of them makes progress any more."""
        limit = PATIENCE * self._trial.scale
        seen, until = -1, now() + limit
        while now() < until and any(thread.is_alive() for thread in threads):
            done = len(self._added)
            if done != seen:
                seen, until = done, now() + limit
            wait_until(lambda: not any(thread.is_alive() for thread in threads), 0.05)
        if any(thread.is_alive() for thread in threads):
            self._trouble.append(_hung())

    # Judging

    def fail_if_in_trouble(self, *, running: bool) -> bool:
        """Fail no-lost-add if an add() has raised or hangs, and return whether one has."""
        if self._trouble:
            alone = _trouble_alone(self._trial, len(self._added), running=running)
            shown = self._trial.uncaught_errors()
            self._trial.failed("no-lost-add", alone or self._trouble[0], *shown, by_time=True)
        return bool(self._trouble)

    def judge(self, places: dict[str, Sentence]) -> None:
        """Judge no-lost-add.

        Args:
            places: by an item's id, the line in which another add() was when it was added.
        """
        passes_are_over = self._wait()
        trial, missing = self._trial, self._missing()
        total, count = len(self._added), len(missing)
        if not missing:
            trial.passed("no-lost-add", say("all {total} added items were checked", total=total))
            return
        names = ", ".join(repr(item.id) for item in missing[:3])
        if passes_are_over:
            saw = say(
                "{count} of {total:added item|added items} got no check in the next "
                "{passes:pass|passes} ({names})",
                count=count,
                total=total,
                passes=PASSES,
                names=names,
            )
        else:
            saw = say(
                "{count} of {total:added item|added items} got no check, and no more passes came "
                "({names})",
                count=count,
                total=total,
                names=names,
            )
        shown = trial.uncaught_errors()
        by_time = not passes_are_over and not shown
        trial.failed("no-lost-add", saw, *shown, *_where(missing, places), by_time=by_time)

    def _missing(self) -> list[Item]:
        return [item for item in self._added if not item.calls]

    def _wait(self) -> bool:
        """Wait until all are checked, or enough passes are over, or no more are checked.

        Returns:
            Are enough passes over?
        """
        self._trial.doing(say("watching which items are checked"))
        enough = self._reference.calls + PASSES
        left = len(self._added)
        end = now() + MOST_SECONDS * self._trial.scale
        while left and self._reference.calls < enough and now() < end:
            before = left
            wait_until(
                lambda: not self._missing() or self._reference.calls >= enough,
                2.0 * self._trial.scale,
            )
            left = len(self._missing())
            if left == before:
                break
        return self._reference.calls >= enough


def _trouble_alone(trial: Trial, count: int, *, running: bool) -> Sentence:
    """Add so many items to a new checker one after another; return which add() fails, if any.

    An add() that fails with nobody beside it is not about others that add at the same time.
    """
    interval, limit = trial.pick_interval(*INTERVAL), PATIENCE * trial.scale
    runner = trial.runner
    # Loaded again: a queue beside the class may be full by now.
    made = runner.call("", trial.learners.load_again(), interval, seconds=limit)
    if made.trouble:
        return NOTHING
    if running:
        runner.call("run()", made.value.run, seconds=limit)
    for number in range(1, count + 1):
        item = trial.item(f"alone {number}")
        call = runner.call("add()", made.value.add, item, seconds=limit)
        if call.error is not None:
            return _raised_alone(number, call.error, running=running)
        if not call.has_ended:
            return _hung_alone(number, limit, running=running)
    return NOTHING


def _raised_alone(number: int, error: BaseException, *, running: bool) -> Sentence:
    values = {"number": number, "error": error_line(error)}
    if running:
        return say(
            "add() of item {number} during a run raised {error}, although no other add() ran",
            **values,
        )
    return say("add() of item {number} before run() raised {error}", **values)


def _hung_alone(number: int, seconds: float, *, running: bool) -> Sentence:
    values = {"number": number, "seconds": seconds}
    if running:
        return say(
            "add() of item {number} during a run had not returned after {seconds:.1f} s, although "
            "no other add() ran",
            **values,
        )
    return say(
        "add() of item {number} before run() had not returned after {seconds:.1f} s, although "
        "nothing else ran: is that a queue with a limit, which nothing empties before run()?",
        **values,
    )


def _raised(error: BaseException) -> Sentence:
    return say("add() raised {error}, while others added too", error=error_line(error))


def _hung() -> Sentence:
    return say("add() had not returned, while others added too")


def _where(missing: list[Item], places: dict[str, Sentence]) -> list[Evidence]:
    """Return the lines in which an add() was while a missing item was added."""
    found = [places[item.id] for item in missing if item.id in places]
    lines = {str(place): place for place in found}
    title = "another add() ran while one was in the middle of this line"
    return [Evidence.of_lines("note", title, lines.values())] if lines else []


async def _finish(done: Any) -> None:
    """Wait for an add() that is `async def`, which is allowed."""
    if hasattr(done, "__await__"):
        await done


def _line(file: str, number: int) -> Sentence:
    source = linecache.getline(file, number).strip()
    return say("line {line}, `{source}`", line=number, source=source)
