"""Asks frontrun, which explores threads in another way, for its verdict on exhibits.

    FRONTRUN_ACTIVE=1 python -m tests.lessons.exhibits.ask_frontrun lost_update two_owners

prints JSON: for each exhibit, "broken" and "fixed", a `Answer`. It runs in a process of its
own, since frontrun takes the threads of its process over.
"""

import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypedDict
from unittest import mock

import frontrun
from frontrun._dpor_runtime import scheduler

from tests.lessons.exhibits.explored import SCHEDULES

# Real seconds that one schedule may take on a busy machine. None of them waits for this.
PATIENCE = 30.0


class Answer(TypedDict):
    """What frontrun says of one program.

    `holds` is None when it could not tell; `why` says why not, or what it has found.
    """

    holds: bool | None
    exhausted: bool
    explored: int
    why: str


def ask(
    setup: Callable[[], Any],
    threads: list[Callable[[Any], object]],
    invariant: Callable[[Any], bool],
) -> Answer:
    """Explore all schedules.

    frontrun ends its search at an exception, where ours goes on: so one in a thread is kept, and
    breaks the invariant, and so does an AssertionError of the invariant itself. The search has no
    bound, neither on preemptions nor on time or number, so one that has ended with a verdict is
    exhausted.
    """
    # It takes a standstill of 0.1 s for a deadlock. On a busy machine a thread may just not have
    # had its turn, and none of these programs has one.
    with mock.patch.object(scheduler, "_EXACT_DEADLOCK_CONFIRM_SECONDS", PATIENCE):
        result = frontrun.explore(
            lambda: SimpleNamespace(shared=setup(), errors=[]),
            [_keeping_errors(function) for function in threads],
            lambda kept: not kept.errors and _holds(invariant, kept.shared),
            clock="virtual",
            detect_io=False,
            preemption_bound=None,
            stop_on_first=False,
            reproduce_on_failure=0,
            timeout_per_run=2 * PATIENCE,
            deadlock_timeout=2 * PATIENCE,
        )
    return Answer(
        holds=result.property_holds,
        exhausted=result.inconclusive_reason is None and result.exhausted is not False,
        explored=result.num_explored,
        why=result.explanation or "",
    )


def _keeping_errors(function: Callable[[Any], object]) -> Callable[[Any], None]:
    def run(kept: Any) -> None:
        try:
            function(kept.shared)
        except Exception as error:
            kept.errors.append(error)

    return run


def _holds(invariant: Callable[[Any], bool], shared: Any) -> bool:
    try:
        return invariant(shared)
    except AssertionError:
        return False


def _answers_about(name: str) -> dict[str, Answer]:
    exhibit = SCHEDULES[name]
    setups = {"broken": exhibit.broken_setup, "fixed": exhibit.fixed_setup}
    threads = list(exhibit.threads.values())
    return {which: ask(setup, threads, exhibit.invariant) for which, setup in setups.items()}


if __name__ == "__main__":
    print(json.dumps({name: _answers_about(name) for name in sys.argv[1:]}))
