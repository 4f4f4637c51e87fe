"""Is every added item checked, whoever else adds one at the same time?"""

import asyncio
import linecache
import sys
import threading
from collections.abc import Callable
from random import Random
from typing import Any

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.calls import Call, error_line
from checker_lab.grading.child.items import AsyncItem, Item
from checker_lab.grading.child.timeline import now, pause, wait_until
from checker_lab.grading.probes.pausing import Held, count_instructions
from checker_lab.grading.verdicts import Evidence

__all__ = ["adds_under_load"]

INTERVAL = 0.15
# Instructions of an add() between which another one comes.
MOST_PLACES = 40
ADDERS, ADDS = 6, 20
# Passes after which an item that was not checked is lost.
PASSES = 4
MOST_SECONDS = 5.0
# Seconds for which whoever is held up in an add() keeps others waiting at a lock.
AT_A_LOCK = 0.015

_sleep = asyncio.sleep
_Event = threading.Event


class SlowToName(Item):
    """An item whose id takes a moment, in which other threads move."""

    def __getattribute__(self, name: str) -> Any:
        if name == "id":
            pause(0.0001)
        return super().__getattribute__(name)


def adds_under_load(bench: Bench) -> None:
    """no-lost-add, by load: many add at once, before run() and while passes go on."""
    Adding(bench).judge()


class Adding:
    """One checker, to which many add."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._interval = INTERVAL * bench.scale
        self._added: list[Item] = []
        self._trouble: list[str] = []
        self._places: dict[str, str] = {}
        self._reference = bench.item("reference")

    def judge(self) -> None:
        bench = self._bench
        bench.checked(bench.make(self._interval))
        bench.checked(bench.method("add", self._reference))
        bench.doing("adding")
        if not bench.is_async:
            self._add_in_pairs()
        if self._give_up():
            return
        bench.zero = bench.timeline.mark("run()")
        bench.checked(bench.method("run"))
        bench.doing("adding while it runs")
        bench.wait_for_check(self._reference, 1.5)
        if bench.is_async:
            self._add_from_tasks()
        else:
            self._add_held_up()
            if not self._trouble:
                self._add_from_threads()
        if not self._give_up():
            self._wait()
            self._tell()

    # How items are added.

    def _item(self, item_id: str) -> Item:
        make = AsyncItem if self._bench.is_async else SlowToName
        item = make(item_id, self._bench.timeline)
        self._added.append(item)
        return item

    def _add_in_pairs(self) -> None:
        """One is held up in the middle of add(), and meanwhile another one adds."""
        add = self._bench.checker.add
        counted: list[int] = []
        count = self._spawn(lambda: counted.append(count_instructions(add, self._item("pair 0"))))
        count.join(1.5 * self._bench.scale)
        if not counted:
            self._trouble.append("add() had not come back, before run()")
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
            thread.join(1.5 * self._bench.scale)
            if thread.is_alive() and not self._trouble:
                self._trouble.append("add() had not come back, while another thread added too")
        if held.where is not None:
            self._places[first.id] = self._places[second.id] = _line(*held.where)

    def _add_held_up(self) -> None:
        """Many are held up in the middle of add(), each elsewhere, while passes go on."""
        add = self._bench.checker.add
        go_on = _Event()
        threads = []
        for place in range(1, 25):
            held, item = Held(place, lambda: go_on.wait(2)), self._item(f"held up at {place}")
            threads.append(self._spawn(lambda held=held, item=item: held(add, item)))  # type: ignore[misc]
        seen = self._reference.asked
        wait_until(lambda: self._reference.asked > seen + 1, 2.2 * self._interval)
        go_on.set()
        self._join(threads)

    def _add_from_threads(self) -> None:
        """Many add at the same time, over some passes."""
        add = self._bench.checker.add
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
        """The same, from tasks of the event loop, and some at once while checks are at work."""
        bench = self._bench

        def adder(number: int) -> Callable[[], Any]:
            async def work() -> None:
                random = Random(number)
                for count in range(ADDS):
                    await _finish(bench.checker.add(self._item(f"task {number} item {count}")))
                    await _sleep(random.random() * 4 * self._interval / ADDS)

            return work

        async def in_the_pass() -> None:
            # It has its turn whenever anybody has, so it adds while a pass gives way.
            end, seen = now() + 3 * self._interval, 0
            while now() < end:
                if self._reference.asked != seen:
                    seen = self._reference.asked
                    await _finish(bench.checker.add(self._item(f"in pass {seen}")))
                await _sleep(0)

        works = [in_the_pass, *(adder(n) for n in range(1, ADDERS + 1))]
        calls = [bench.driver.begin("add()", work) for work in works]
        wait_until(lambda: all(call.has_ended for call in calls), 4.0 * bench.scale)
        for call in calls:
            self._note_trouble(call)

    def _note_trouble(self, call: Call) -> None:
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

        return self._bench.driver.grader_thread(work, "grader: add()")

    def _join(self, threads: list[threading.Thread]) -> None:
        """Wait until all have ended, or none gets on any more."""
        bound = 1.2 * self._bench.scale
        seen, until = -1, now() + bound
        while now() < until and any(thread.is_alive() for thread in threads):
            done = len(self._added)
            if done != seen:
                seen, until = done, now() + bound
            pause(0.01)
        if any(thread.is_alive() for thread in threads) and not self._trouble:
            self._trouble.append("add() had not come back, while others added too")

    # What came of it.

    def _give_up(self) -> bool:
        if self._trouble:
            shown = self._bench.deaths()
            self._bench.failed("no-lost-add", self._trouble[0], *shown, by_time=True)
        return bool(self._trouble)

    def _missing(self) -> list[Item]:
        return [item for item in self._added if not item.asked]

    def _wait(self) -> None:
        """Wait until all are checked, or some passes are over, or nothing gets on any more."""
        self._bench.doing("watching which items are checked")
        enough = self._reference.asked + PASSES
        left = len(self._added)
        end = now() + MOST_SECONDS * self._bench.scale
        while left and self._reference.asked < enough and now() < end:
            before = left
            wait_until(
                lambda: not self._missing() or self._reference.asked >= enough,
                2.0 * self._bench.scale,
            )
            left = len(self._missing())
            if left == before:
                break
        self._over = self._reference.asked >= enough

    def _tell(self) -> None:
        bench, missing = self._bench, self._missing()
        total = len(self._added)
        if not missing:
            bench.passed("no-lost-add", f"all of {total} items, added in every way, were checked")
            return
        names = ", ".join(repr(item.id) for item in missing[:3])
        passes = f"in {PASSES} more passes" if self._over else "any more"
        saw = f"{len(missing)} of {total} added items were never checked {passes} ({names})"
        by_time = not self._over and not bench.deaths()
        bench.failed("no-lost-add", saw, *self._evidence(missing), by_time=by_time)

    def _evidence(self, missing: list[Item]) -> list[Evidence]:
        places = dict.fromkeys(self._places[item.id] for item in missing if item.id in self._places)
        shown = self._bench.deaths()
        if places:
            text = "\n".join(places)
            title = "another add() came while one was in the middle of this line"
            shown.append(Evidence("note", title, text))
        return shown


async def _finish(done: Any) -> None:
    """Tolerate an add() that is `async def`."""
    if hasattr(done, "__await__"):
        await done


def _line(file: str, number: int) -> str:
    return f"line {number}: {linecache.getline(file, number).strip()}"
