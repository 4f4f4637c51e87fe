"""Tests of what is recorded of each move of a task."""

import pytest

from checker_lab.schedules import (
    CannotMoveError,
    play,
)
from tests.schedules.programs import (
    ASYNC_ADDS,
    AsyncNaive,
    nothing_lost_async,
)


def test_every_step_is_recorded() -> None:
    run = play(AsyncNaive, ASYNC_ADDS, "A B B A", nothing_lost_async)
    assert run.outcome == "broken"
    first, last = run.steps[0], run.steps[-1]
    assert first.source.splitlines() == [
        'await shared.add("a")',
        "items = self.items",
        "await asyncio.sleep(0)",
    ]
    assert (last.source, last.function) == ("self.items = items + [item]", "add")
    assert last.changed == ("items: ['b'] → ['a']",)
    assert last.note == "ended"
    assert str(run) == str(play(AsyncNaive, ASYNC_ADDS, run.schedule, nothing_lost_async))


def test_where_each_task_stands_is_recorded() -> None:
    run = play(AsyncNaive, ASYNC_ADDS, "A", finish=False)
    a, b = run.threads["A"], run.threads["B"]
    assert (a.state, a.source, a.locals["items"]) == ("ready", "await asyncio.sleep(0)", "[]")
    assert (b.state, b.source) == ("new", 'await shared.add("b")')
    assert run.movable == ("A", "B")
    with pytest.raises(CannotMoveError, match="step 3: A cannot move: it has ended"):
        play(AsyncNaive, ASYNC_ADDS, "A A A")
