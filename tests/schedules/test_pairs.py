"""add, remove, run and stop of the shipped checkers against each other, in every order."""

from collections.abc import Callable
from itertools import combinations_with_replacement
from typing import Any

import pytest

from checker_lab import AlreadyRunningError, AsyncChecker, ThreadedChecker, UnknownItemError
from checker_lab.schedules import explore
from checker_lab.testing import AsyncScripted, EventLog, Scripted

PAIRS = list(combinations_with_replacement(["add", "remove", "run", "stop"], 2))


class Seen:
    """A checker with an item, and what came of the calls."""

    def __init__(self, kind: Any, item: Any, running: bool) -> None:
        self.item = item
        self.checker = kind([item("old")], on_event=EventLog(), max_concurrent=1)
        self.was_running = running
        self.refused: list[str] = []
        self.added: list[str] = []
        if running:
            self.checker.run()

    def add(self, who: str) -> None:
        self.checker.add(self.item(who))
        self.added.append(who)

    def remove(self, who: str) -> None:
        try:
            self.checker.remove("old")
        except UnknownItemError:
            self.refused.append("remove")

    def run(self, who: str) -> None:
        try:
            self.checker.run()
        except AlreadyRunningError:
            self.refused.append("run")

    def is_right(self, pair: tuple[str, str]) -> bool:
        """What must be true at the end, whatever the order was."""
        ids = str(self.checker).split()
        assert sorted(ids) == sorted(self.added + ["old"] * ("remove" not in pair))
        assert list(self.checker.snapshot().items) == ids
        assert self.refused.count("remove") == (pair == ("remove", "remove"))
        runs = pair.count("run")
        if "stop" not in pair:
            assert self.refused.count("run") == max(runs - (not self.was_running), 0)
            assert self.checker.snapshot().running is (self.was_running or runs > 0)
        elif not runs:
            assert not self.checker.snapshot().running
        return True


class ThreadsSeen(Seen):
    def __init__(self, running: bool) -> None:
        super().__init__(ThreadedChecker, Scripted, running)

    def stop(self, who: str) -> None:
        assert self.checker.stop().ended


class TasksSeen(Seen):
    def __init__(self, running: bool) -> None:
        super().__init__(AsyncChecker, AsyncScripted, running)

    async def stop(self, who: str) -> None:
        assert (await self.checker.stop()).ended


def in_thread(act: str, who: str) -> Callable[[Any], None]:
    return lambda seen: getattr(seen, act)(who)


def in_task(act: str, who: str) -> Callable[[Any], Any]:
    async def call(seen: Any) -> None:
        result = getattr(seen, act)(who)
        if result is not None:
            await result

    return call


both_states = pytest.mark.parametrize("running", [False, True], ids=["at_rest", "running"])
every_pair = pytest.mark.parametrize("pair", PAIRS, ids="-".join)


def explore_threads(pair: tuple[str, str], running: bool, preemptions: int) -> None:
    threads = {who: in_thread(act, who) for who, act in zip("AB", pair, strict=True)}
    found = explore(
        lambda: ThreadsSeen(running),
        threads,
        lambda seen: seen.is_right(pair),
        preemptions=preemptions,
    )
    found.assert_holds()
    assert found.explored > 1


@every_pair
@both_states
def test_in_threads(pair: tuple[str, str], running: bool) -> None:
    explore_threads(pair, running, preemptions=0)


@pytest.mark.deep
@pytest.mark.timeout(3600)
@every_pair
@both_states
def test_in_threads_with_a_preemption(pair: tuple[str, str], running: bool) -> None:
    explore_threads(pair, running, preemptions=1)


@every_pair
@both_states
def test_in_tasks(pair: tuple[str, str], running: bool) -> None:
    tasks = {who: in_task(act, who) for who, act in zip("AB", pair, strict=True)}
    found = explore(
        lambda: TasksSeen(running), tasks, lambda seen: seen.is_right(pair), preemptions=2
    )
    found.assert_holds()
    assert found.explored > 1
