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
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.pausing import Held, count_instructions
from checker_lab.grading.verdicts import Evidence

__all__ = ["adds_under_load"]

INTERVAL = 0.15
# Instructions of an add() before which another add() is tried.
MOST_PLACES = 40
ADDERS, ADDS = 6, 20
# An item that was not checked after so many passes is lost.
PASSES = 4
MOST_SECONDS = 5.0
# Seconds for which an add() is held up while another one may be waiting for its lock.
AT_A_LOCK = 0.015

_sleep = asyncio.sleep
_Event = threading.Event


class SlowToName(Item):
    """An item that takes a moment to return its id, in which other threads run."""

    def __getattribute__(self, name: str) -> Any:
        if name == "id":
            pause(0.0001)
        return super().__getattribute__(name)


def adds_under_load(trial: Trial) -> None:
    """no-lost-add, by load: many threads add, before run() and during passes."""
    Adding(trial).judge()


class Adding:
    """One checker, to which many threads or tasks add."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._interval = INTERVAL * trial.scale
        self._added: list[Item] = []
        self._trouble: list[str] = []
        self._places: dict[str, str] = {}
        self._reference = trial.item("reference")

    def judge(self) -> None:
        trial = self._trial
        trial.checked(trial.make(self._interval))
        trial.checked(trial.method("add", self._reference))
        trial.doing("adding")
        if not trial.is_async:
            self._add_in_pairs()
        if self._fail_if_in_trouble():
            return
        trial.zero = trial.timeline.mark("run()")
        trial.checked(trial.method("run"))
        trial.doing("adding while it runs")
        trial.wait_for_check(self._reference, 1.5)
        if trial.is_async:
            self._add_from_tasks()
        else:
            self._add_held_up()
            if not self._trouble:
                self._add_from_threads()
        if not self._fail_if_in_trouble():
            self._wait()
            self._judge()

    # Adding

    def _item(self, item_id: str) -> Item:
        make = AsyncItem if self._trial.is_async else SlowToName
        item = make(item_id, self._trial.timeline)
        self._added.append(item)
        return item

    def _add_in_pairs(self) -> None:
        """Hold one thread up in the middle of add() while another one adds."""
        add = self._trial.checker.add
        counted: list[int] = []
        count = self._spawn(lambda: counted.append(count_instructions(add, self._item("pair 0"))))
        count.join(1.5 * self._trial.scale)
        if not counted:
            self._trouble.append("add() had not returned, before run()")
            return
        places = range(1, counted[0] + 1)
        step = max(1, len(places) // MOST_PLACES)
        for place in places[::step]:
            if not self._trouble:
                self._add_pair(add, place)

    def _add_pair(self, add: Callable[[Any], object], place: int) -> None:
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
        for thread in (one, other):
            thread.join(1.5 * self._trial.scale)
            if thread.is_alive() and not self._trouble:
                self._trouble.append("add() had not returned, while another thread added too")
        if held.where is not None:
            self._places[first.id] = self._places[second.id] = _line(*held.where)

    def _add_held_up(self) -> None:
        """Hold many threads up in the middle of add(), each elsewhere, during passes."""
        add = self._trial.checker.add
        go_on = _Event()
        threads = []
        for place in range(1, 25):
            held, item = Held(place, lambda: go_on.wait(2)), self._item(f"held up at {place}")
            threads.append(self._spawn(lambda held=held, item=item: held(add, item)))  # type: ignore[misc]
        seen = self._reference.calls
        wait_until(lambda: self._reference.calls > seen + 1, 2.2 * self._interval)
        go_on.set()
        self._join(threads)

    def _add_from_threads(self) -> None:
        """Let many threads add concurrently, for some passes."""
        add = self._trial.checker.add
        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)

        def work(number: int) -> None:
            random = Random(number)
            for count in range(ADDS):
                add(self._item(f"thread {number} item {count}"))
                pause(random.random() * 4 * self._interval / ADDS)

        threads = [self._spawn(lambda n=n: work(n)) for n in range(1, ADDERS + 1)]  # type: ignore[misc]
        self._join(threads)
        sys.setswitchinterval(before)

    def _add_from_tasks(self) -> None:
        """Let many tasks add, for some passes, and one of them while checks are in flight."""
        trial = self._trial

        def adder(number: int) -> Callable[[], Any]:
            async def work() -> None:
                random = Random(number)
                for count in range(ADDS):
                    await _finish(trial.checker.add(self._item(f"task {number} item {count}")))
                    await _sleep(random.random() * 4 * self._interval / ADDS)

            return work

        async def in_the_pass() -> None:
            # It runs in every turn of the loop, so it adds whenever a pass lets others run.
            end, seen = now() + 3 * self._interval, 0
            while now() < end:
                if self._reference.calls != seen:
                    seen = self._reference.calls
                    await _finish(trial.checker.add(self._item(f"in pass {seen}")))
                await _sleep(0)

        works = [in_the_pass, *(adder(n) for n in range(1, ADDERS + 1))]
        calls = [trial.runner.begin("add()", work) for work in works]
        wait_until(lambda: all(call.has_ended for call in calls), 4.0 * trial.scale)
        for call in calls:
            self._record_trouble(call)

    def _record_trouble(self, call: TimedCall) -> None:
        if call.trouble:
            self._trouble.append(f"{call.trouble}, while others added too")

    def _spawn(self, function: Callable[[], object]) -> threading.Thread:
        def work() -> None:
            try:
                function()
            except BaseException as error:
                self._trouble.append(
                    f"add() raised {error_line(error)}, while another thread added too"
                )

        return self._trial.runner.grader_thread(work, "grader: add()")

    def _join(self, threads: list[threading.Thread]) -> None:
        """Wait until all threads have ended, or none of them makes progress any more."""
        limit = 1.2 * self._trial.scale
        seen, until = -1, now() + limit
        while now() < until and any(thread.is_alive() for thread in threads):
            done = len(self._added)
            if done != seen:
                seen, until = done, now() + limit
            pause(0.01)
        if any(thread.is_alive() for thread in threads) and not self._trouble:
            self._trouble.append("add() had not returned, while others added too")

    # Judging

    def _fail_if_in_trouble(self) -> bool:
        if self._trouble:
            shown = self._trial.uncaught_errors()
            self._trial.failed("no-lost-add", self._trouble[0], *shown, by_time=True)
        return bool(self._trouble)

    def _missing(self) -> list[Item]:
        return [item for item in self._added if not item.calls]

    def _wait(self) -> None:
        """Wait until all are checked, or enough passes are over, or no more are checked."""
        self._trial.doing("watching which items are checked")
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
        self._passes_are_over = self._reference.calls >= enough

    def _judge(self) -> None:
        trial, missing = self._trial, self._missing()
        total = len(self._added)
        if not missing:
            trial.passed("no-lost-add", f"all {total} items, added in every way, were checked")
            return
        names = ", ".join(repr(item.id) for item in missing[:3])
        passes = f"in {PASSES} more passes" if self._passes_are_over else "any more"
        saw = f"{len(missing)} of {total} added items were never checked {passes} ({names})"
        by_time = not self._passes_are_over and not trial.uncaught_errors()
        trial.failed("no-lost-add", saw, *self._evidence(missing), by_time=by_time)

    def _evidence(self, missing: list[Item]) -> list[Evidence]:
        places = dict.fromkeys(self._places[item.id] for item in missing if item.id in self._places)
        shown = self._trial.uncaught_errors()
        if places:
            text = "\n".join(places)
            title = "another add() ran while one was in the middle of this line"
            shown.append(Evidence("note", title, text))
        return shown


async def _finish(done: Any) -> None:
    """Wait for an add() that is `async def`, which is allowed."""
    if hasattr(done, "__await__"):
        await done


def _line(file: str, number: int) -> str:
    return f"line {number}: {linecache.getline(file, number).strip()}"
