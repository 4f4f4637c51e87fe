"""Is every added item checked, also when others add at the same time?"""

import asyncio
import linecache
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from checker_lab.grading.child.clock import is_virtual, now, pause, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import AsyncItem, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.pausing import Held, count_instructions
from checker_lab.grading.probes.yielding import YieldingItem
from checker_lab.grading.sentences import NOTHING, Sentence, say, verbatim
from checker_lab.grading.verdicts import Evidence

__all__ = ["adds_in_pairs", "adds_under_load"]

# Seconds in virtual and in real time.
INTERVAL = (1, 0.15)
# Items that are added before run().
FEWEST = 32
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
# An item that was checked and then left out of so many passes is lost too.
LEFT_OUT = 3
# In virtual and in real time, intervals for which items are added at any moment. A pass takes no
# virtual time.
INTERVALS, INTERVALS_IN_REAL_TIME = 1.5, 4.0
# Items that are added without a break, and the seconds that this may take.
BURST, LONGEST_BURST = 300, 20.0
# Items of a checker to which nothing is added during its run, and in how many intervals each of
# them has to be checked twice, in virtual and in real time.
QUIET, TWICE, TWICE_IN_REAL_TIME = 3, 2.5, 8.0
MOST_SECONDS = 5.0
# Items that a sentence names.
NAMES = 3
# Seconds after which a call does not return any more.
PATIENCE = 1.5
# Seconds for which an add() is held up while another one may be waiting for its lock.
AT_A_LOCK = 0.015

_sleep = asyncio.sleep
_Event = threading.Event


def adds_in_pairs(trial: Trial) -> None:
    """no-lost-add: before run(), one thread adds while another one is in the middle of add().

    During the run, one thread or task adds hundreds of items without a break.
    """
    adding = Adding(trial)
    if trial.is_async:
        trial.remark("no-lost-add", NOTHING)
        if is_virtual():
            adding.make()
            adding.run()
            adding.judge_burst()
        return
    adding.make()
    places = adding.add_in_pairs()
    if not adding.fail_if_in_trouble(running=False):
        adding.run()
        if adding.judge(places) and is_virtual():
            adding.judge_burst()


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


@dataclass(frozen=True, slots=True)
class Lost:
    """Added items that a checker has lost.

    Attributes:
        items: not empty.
        saw: what happened to them.
        passes_are_over: did enough passes come without them?
    """

    items: list[Item]
    saw: Sentence
    passes_are_over: bool


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
        count = self._spawn(
            lambda: counted.append(count_instructions(add, self._item("added alone")))
        )
        self._join([count])
        found = range(1, sum(counted) + 1)
        for place in found[:: max(1, len(found) // MOST_PLACES)]:
            if not self._trouble:
                self._add_pair(add, place, places)
        # Also where an add() has few instructions, enough items to fill a small inbox.
        while len(self._added) < FEWEST and not self._trouble:
            item = self._item(f"added alone, {len(self._added)}")
            self._join([self._spawn(lambda item=item: add(item))])  # type: ignore[misc]
        return places

    def _add_pair(
        self, add: Callable[[Any], object], place: int, places: dict[str, Sentence]
    ) -> None:
        arrived, go_on = _Event(), _Event()

        def hold() -> None:
            arrived.set()
            go_on.wait(2)

        held = Held(place, hold)
        first = self._item(f"interrupted {place}")
        second = self._item(f"meanwhile {place}")
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
            held, item = (
                Held(place, lambda: go_on.wait(2)),
                self._item(f"interrupted {place}"),
            )
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
                    add(self._item(f"item {count} of thread {number} at tick {tick}"))
                    pause(0)

        self._let_threads(work)

    def add_from_threads(self) -> None:
        """Let many threads add concurrently, for some passes."""
        add = self._trial.checker.add
        before, longest = sys.getswitchinterval(), self._longest_pause()
        sys.setswitchinterval(1e-5)

        def work(number: int) -> None:
            random = Random(number)
            for count in range(1, ADDS + 1):
                add(self._item(f"item {count} of thread {number}"))
                pause(random.random() * longest)

        self._let_threads(work)
        sys.setswitchinterval(before)

    def add_from_tasks(self) -> None:
        """Let many tasks add, for some passes, and one of them while checks are in flight."""
        trial, longest = self._trial, self._longest_pause()

        def adder(number: int) -> Callable[[], Any]:
            async def work() -> None:
                random = Random(number)
                for count in range(1, ADDS + 1):
                    await _finish(trial.checker.add(self._item(f"item {count} of task {number}")))
                    await _sleep(random.random() * longest)

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
                await _finish(trial.checker.add(self._item(f"added during pass {tick + 1}")))

        works = [in_the_pass, *(adder(n) for n in range(1, ADDERS + 1))]
        calls = [trial.runner.begin("add()", work) for work in works]
        wait_until(lambda: all(call.has_ended for call in calls), 4.0 * trial.scale)
        self._trouble += [_raised(call.error) for call in calls if call.error is not None]
        self._trouble += [_hung() for call in calls if not call.has_ended]

    def _longest_pause(self) -> float:
        """Return the seconds that a thread or task pauses between two adds at most."""
        intervals = INTERVALS if is_virtual() else INTERVALS_IN_REAL_TIME
        return intervals * self._interval / ADDS

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

    def judge(self, places: dict[str, Sentence]) -> bool:
        """Judge no-lost-add, and return whether nothing was lost.

        Args:
            places: by an item's id, the line in which another add() was when it was added.

        Raises:
            NotReachedError: the passes do not check all items even if nothing is added.
        """
        trial = self._trial
        lost = self._lost(self._added) or self._dropped()
        if lost is None:
            trial.passed(
                "no-lost-add", say("all {total} added items were checked", total=len(self._added))
            )
            return True
        self._fail_for(lost, places)
        return False

    def judge_burst(self) -> None:
        """Add many items without a break; fail no-lost-add if any of them is not checked."""
        trial, burst = self._trial, [self._trial.item(f"item {n}") for n in range(1, BURST + 1)]
        trial.doing(say("adding while it runs"))
        given: list[Item] = []
        call = self._begin_adding(burst, given)
        if not wait_until(lambda: call.has_ended, LONGEST_BURST * self._interval):
            return  # add() waits for room, and what it has not taken is not lost
        if call.error is not None and not given:
            return  # that is not about many items
        if call.error is not None:
            saw = say(
                "{count:item was|items were} added without a break, and the next add() raised "
                "{error}",
                count=len(given),
                error=error_line(call.error),
            )
            trial.failed("no-lost-add", saw, trial.error(call.error))
            return
        lost = self._lost(burst, say(" that were added without a break"))
        if lost is not None:
            self._fail_for(lost, {})

    def _begin_adding(self, items: list[Item], given: list[Item]) -> TimedCall:
        """Let one thread or task add these items, and append each of them to `given`."""
        trial = self._trial

        async def add_from_task() -> None:
            for item in items:
                await _finish(trial.checker.add(item))
                given.append(item)

        def add_from_thread() -> None:
            for item in items:
                trial.checker.add(item)
                given.append(item)

        return trial.runner.begin("add()", add_from_task if trial.is_async else add_from_thread)

    def _fail_for(self, lost: Lost, places: dict[str, Sentence]) -> None:
        """Fail no-lost-add, unless the passes leave items out even if nothing is added."""
        trial = self._trial
        shown = trial.uncaught_errors()
        if not shown:
            self._check_quiet_run()
        by_time = not lost.passes_are_over and not shown
        trial.failed("no-lost-add", lost.saw, *shown, *_where(lost.items, places), by_time=by_time)

    def _lost(self, items: list[Item], which: Sentence = NOTHING) -> Lost | None:
        """Wait until each item has been checked; return which of them are not."""
        began = now()
        passes_are_over = self._wait(lambda: [item for item in items if not item.calls])
        missing = [item for item in items if not item.calls]
        if not missing:
            return None
        values = {
            "count": len(missing),
            "total": len(items),
            "which": which,
            "passes": PASSES,
            "names": _names(missing),
        }
        if passes_are_over:
            saw = say(
                "of {total:added item|added items}{which}, {count} got no check in the next "
                "{passes:pass|passes}: {names}",
                **values,
            )
        elif now() - self._trial.timeline.checks[-1].started_at < 1.5 * self._interval:
            # The item by which passes are counted is lost too.
            saw = say(
                "of {total:added item|added items}{which}, {count} got no check in "
                "{seconds:.1f} s: {names}",
                **values,
                seconds=now() - began,
            )
        else:
            saw = say(
                "of {total:added item|added items}{which}, {count} got no check, and no more "
                "passes came: {names}",
                **values,
            )
        return Lost(missing, saw, passes_are_over)

    def _dropped(self) -> Lost | None:
        """Return the items that the last passes left out although earlier ones had not."""
        timeline = self._trial.timeline
        passes = timeline.starts(self._reference.id)
        if len(passes) < LEFT_OUT + 2 or not is_virtual():
            return None
        # The pass that has just begun may not have come to them yet, and a check may be in flight.
        since = passes[-LEFT_OUT - 1] - 0.5 * self._interval
        last = {check.item: check for check in tuple(timeline.checks)}
        dropped = [
            item
            for item in self._added
            if last[item.id].ended_at is not None and last[item.id].started_at < since
        ]
        if not dropped:
            return None
        saw = say(
            "of {total:added item|added items}, {count:was|were} checked at first, and then left "
            "out of {passes:pass|passes}: {names}",
            total=len(self._added),
            count=len(dropped),
            passes=LEFT_OUT,
            names=_names(dropped),
        )
        return Lost(dropped, saw, passes_are_over=True)

    def _check_quiet_run(self) -> None:
        """Let a new checker run to which nothing is added during the run.

        Raises:
            NotReachedError: even then not every item is checked in each pass.
        """
        trial, runner = self._trial, self._trial.runner
        limit = PATIENCE * trial.scale
        made = runner.call("", trial.learners.load_again(), trial.interval, seconds=limit)
        items = [trial.item(f"quiet {number}") for number in range(1, QUIET + 1)]
        for item in () if made.trouble else items:
            runner.call("add()", made.value.add, item, seconds=limit)
        if made.trouble or runner.call("run()", made.value.run, seconds=limit).trouble:
            return
        seconds = (TWICE if is_virtual() else TWICE_IN_REAL_TIME) * self._interval
        if wait_until(lambda: all(item.calls > 1 for item in items), seconds):
            return
        trial.cannot_judge(
            say(
                "even if nothing is added during the run, not every item is checked twice in "
                "{seconds:.1f} s, with an interval of {interval:g} s: see first-pass and repeats",
                seconds=seconds,
                interval=self._interval,
            )
        )

    def _wait(self, left: Callable[[], list[Item]]) -> bool:
        """Wait until nothing is left, or enough passes are over, or no more are checked.

        Returns:
            Are enough passes over?
        """
        self._trial.doing(say("watching which items are checked"))
        reference = self._reference
        enough = reference.calls + PASSES

        def is_over() -> bool:
            return not left() or reference.calls >= enough

        end = now() + MOST_SECONDS * self._trial.scale
        before = (-1, -1)
        while (seen := (len(left()), reference.calls)) != before and now() < end:
            before = seen
            if wait_until(is_over, 2.0 * self._trial.scale):
                break
        return reference.calls >= enough


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


def _names(items: list[Item]) -> Sentence:
    """Return the ids of some items."""
    shown = ", ".join(repr(item.id) for item in items[:NAMES])
    more = len(items) - NAMES
    return say("{names} and {more} more", names=shown, more=more) if more > 0 else verbatim(shown)


async def _finish(done: Any) -> None:
    """Wait for an add() that is `async def`, which is allowed."""
    if hasattr(done, "__await__"):
        await done


def _line(file: str, number: int) -> Sentence:
    source = linecache.getline(file, number).strip()
    return say("line {line}, `{source}`", line=number, source=source)
