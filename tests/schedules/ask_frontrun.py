"""frontrun's verdict on the programs, as JSON: it explores by its own means, at every bytecode.

Run with FRONTRUN_ACTIVE=1 in the environment: `python -m tests.schedules.ask_frontrun`.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from checker_lab import NaiveChecker, ThreadedChecker
from checker_lab.testing import Scripted
from tests.schedules.programs import (
    FixedWakeUp,
    Locked,
    Naive,
    TwoLocks,
    add_a,
    add_b,
    nothing_lost,
)

__all__ = ["CASES", "Case"]

A, B = Scripted("a"), Scripted("b")


class Case(NamedTuple):
    """A program, and whether it holds in every schedule."""

    setup: Callable[[], Any]
    functions: Sequence[Callable[[Any], object]]
    invariant: Callable[[Any], bool]
    holds: bool
    # How many preemptions we allow; None for all. frontrun explores without a bound.
    preemptions: int | None = None


def always(shared: object) -> bool:
    return True


def checks_both(checker: Any) -> bool:
    return sorted(str(checker).split()) == ["a", "b"]


CHECKER_ADDS = (lambda checker: checker.add(A), lambda checker: checker.add(B))

CASES = {
    "naive add": Case(Naive, (add_a, add_b), nothing_lost, False),
    "add with a lock": Case(Locked, (add_a, add_b), nothing_lost, True),
    "two locks": Case(TwoLocks, (TwoLocks.forwards, TwoLocks.backwards), always, False),
    "two locks in one order": Case(TwoLocks, (TwoLocks.forwards,) * 2, always, True),
    "fixed wake-up": Case(FixedWakeUp, (FixedWakeUp.wait, FixedWakeUp.set), always, True),
    "NaiveChecker": Case(NaiveChecker, CHECKER_ADDS, checks_both, False),
    "ThreadedChecker": Case(ThreadedChecker, CHECKER_ADDS, checks_both, True, preemptions=2),
}


def main() -> None:
    """Print, for each case, what frontrun says and how many interleavings it has explored."""
    import frontrun

    verdicts = {}
    for name, case in CASES.items():
        result = frontrun.explore(
            setup=case.setup,
            workers=list(case.functions),
            invariant=case.invariant,
            preemption_bound=None,
            clock="virtual",
            detect_io=False,
            stop_on_first=False,
            reproduce_on_failure=0,
        )
        verdicts[name] = [result.property_holds, result.num_explored, result.inconclusive_reason]
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main()
